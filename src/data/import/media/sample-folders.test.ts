/** Tables that name the folders of samples, and tables that say more of files whose folders say the class. */
import { describe, expect, it } from 'vitest';
import { fileOf, importOptionsFor, spokenDecoders } from '../../../testing/import-fixtures';
import { importData } from '../import-data';

const rows = <T>(count: number, row: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i));
const read = (files: Readonly<Record<string, string | readonly string[]>>) =>
  importData(
    Object.entries(files).map(([path, content]) =>
      fileOf(path, typeof content === 'string' ? content : content.join('\n')),
    ),
    importOptionsFor(),
    spokenDecoders,
  );
const times = (count: number, entry: (i: number) => readonly [string, string]) =>
  Object.fromEntries(rows(count, entry));
const pick = <T>(list: readonly T[], i: number) => list[i % list.length] as T;
const grey = (i: number) => `grey ${((i * 13) % 90) / 100}`;
const two = (i: number) => String(i).padStart(2, '0');
const ids = ({ dataSet }: Awaited<ReturnType<typeof read>>) =>
  dataSet.modalities.map(({ id }) => id);

describe('a table that names the folders of samples', () => {
  it('gives each its class, group and split', async () => {
    const made = await read({
      'labels.csv': [
        'recording,mood,speaker,split',
        ...rows(
          24,
          (i) =>
            `rec${two(i)},${pick(['calm', 'angry'], i)},s${i % 4},${i < 16 ? 'train' : 'test'}`,
        ),
      ],
      ...times(24, (i) => [`data/rec${two(i)}/face.png`, grey(i)]),
      ...times(24, (i) => [`data/rec${two(i)}/voice.wav`, `tone ${200 + i * 9}`]),
    });
    expect(ids(made)).toEqual(['image', 'sound']);
    expect(made.report.meaning).toMatchObject({
      classFrom: 'column mood',
      splitFrom: 'column split',
      group: 'speaker',
    });
    expect(made.report.samples).toBe(24);
    expect(made.report.leftOut).toEqual([]);
  });

  it('by number or by a path of another computer, several pictures to a folder', async () => {
    for (const name of [(i: number) => String(i), (i: number) => `C:\\study\\data\\${two(i)}\\`]) {
      const made = await read({
        'samples.csv': [
          'sample,diagnosis',
          ...rows(20, (i) => `${name(i)},${pick(['ill', 'well'], i)}`),
        ],
        ...times(20, (i) => [`scans/${two(i)}/t1.png`, grey(i)]),
        ...times(20, (i) => [`scans/${two(i)}/t2.png`, grey(i + 5)]),
      });
      expect(ids(made)).toEqual(['t1', 't2']);
      expect(made.report.samples).toBe(20);
    }
  });

  it('keeps a sample whose folder lacks a file, and leaves out a row whose folder is not there', async () => {
    const made = await read({
      'labels.csv': ['name,label', ...rows(25, (i) => `s${two(i)},${pick(['a', 'b'], i)}`)],
      ...times(24, (i) => [`s${two(i)}/face.png`, grey(i)]),
      ...times(12, (i) => [`s${two(i * 2)}/voice.wav`, `tone ${200 + i * 9}`]),
    });
    expect(made.report.samples).toBe(24);
    expect(made.report.choices.join()).toContain('12 of 24 samples lack "Sound"');
    expect(made.report.leftOut.map(({ reason }) => reason)).toEqual([
      'Row 26 of labels.csv names no file.',
    ]);
    expect(ids(made)).toEqual(['image', 'sound']);
  });
});

describe('a table that says more of files', () => {
  it('whose folders say the class, as captions do', async () => {
    const made = await read({
      'metadata.jsonl': rows(30, (i) =>
        JSON.stringify({
          file_name: `train/${pick(['oak', 'elm'], i)}/${i}.png`,
          text: `A tall tree number ${i} that stands ${pick(['in a park', 'by the road', 'alone'], i)}.`,
        }),
      ),
      ...times(30, (i) => [`train/${pick(['oak', 'elm'], i)}/${i}.png`, grey(i)]),
    });
    expect(made.dataSet.classNames).toEqual(['elm', 'oak']);
    expect(made.report.meaning.classFrom).toMatch(/^folder level \d$/);
    expect(made.dataSet.modalities.map(({ kind }) => kind)).toEqual(['image', 'text']);
    expect(made.report.samples).toBe(30);
  });

  it('of files that are no classes is passed over where it says nothing more', async () => {
    const made = await read({
      'sizes.csv': ['file', ...rows(20, (i) => `${pick(['oak', 'elm'], i)}/${i}.png`)],
      ...times(20, (i) => [`${pick(['oak', 'elm'], i)}/${i}.png`, grey(i)]),
    });
    expect(made.dataSet.modalities.map(({ id }) => id)).toEqual(['left', 'right']);
  });
});
