/**
 * Layouts as people have them, a small form of each, written before looking at what the reader says: what fits nothing
 * and stands in nobody's way, how files belong together, and what tables mean.
 */
import { describe, expect, it } from 'vitest';
import { fileOf, importOptionsFor, spokenDecoders } from '../../testing/import-fixtures';
import { describeData } from './describe';

type Files = Readonly<Record<string, string | readonly string[]>>;
const told = (files: Files) =>
  describeData(
    Object.entries(files).map(([path, content]) =>
      fileOf(path, typeof content === 'string' ? content : content.join('\n')),
    ),
    importOptionsFor(),
    spokenDecoders,
  );
const rows = <T>(count: number, row: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i));
const times = (count: number, entry: (i: number) => readonly [string, string]) =>
  Object.fromEntries(rows(count, entry));
const pick = <T>(list: readonly T[], i: number) => list[i % list.length] as T;
const grey = (i: number) => `grey ${((i * 13) % 90) / 100}`;
const tone = (i: number) => `tone ${200 + i * 9}`;
const num = (i: number, k = 1) => ((i * 7 * k) % 23) / 10 + 0.05;
const TREES = ['elm', 'oak'];
const trees = (count = 20) => times(count, (i) => [`${pick(TREES, i)}/${i}.png`, grey(i)]);
const kinds = ({ modalities }: Awaited<ReturnType<typeof told>>) =>
  [...new Set(modalities.map(({ kind }) => kind))].sort().join();

describe('what fits nothing', () => {
  it.each<[string, Files, number]>([
    ['files of the system', { 'elm/.DS_Store': 'x', 'Thumbs.db': 'x', 'oak/desktop.ini': 'x' }, 20],
    ['a list of the classes', { 'classes.txt': TREES }, 20],
    ['a licence and programs', { LICENSE: 'MIT', 'train.py': 'import os', 'run.ipynb': '{}' }, 20],
    ['a damaged picture', { 'elm/99.png': 'nothing' }, 20],
    ['an empty picture', { 'elm/99.png': '' }, 20],
    ['a table of sizes', { 'meta.csv': ['name,width', ...rows(9, (i) => `thing${i},${i}`)] }, 20],
    ['what a Mac packs', { '__MACOSX/elm/._1.png': 'x' }, 20],
    ['pictures without a class', { 'preview.png': grey(1), 'all.png': grey(2) }, 20],
    ['a form for answers', { 'sample_submission.csv': ['id,label', '1,elm'] }, 20],
    ['a deeper folder', { 'elm/more/77.png': grey(5) }, 21],
  ])('%s stands in nobody’s way', async (_, files, total) => {
    const line = await told({ ...trees(), ...files });
    expect([line.outcome, line.samples.total]).toEqual(['used', total]);
    expect(line.class?.names).toEqual(TREES);
    const said = line.leftOut.reduce((sum, { count }) => sum + count, 0);
    expect(said + total).toBe(20 + Object.keys(files).length);
  });
});

describe('files belong together', () => {
  it.each<[string, Files]>([
    [
      'by numbers that a table has without their zeros',
      {
        'labels.csv': ['id,label', ...rows(20, (i) => `${i},${pick(TREES, i)}`)],
        ...times(20, (i) => [`image/${String(i).padStart(4, '0')}.png`, grey(i)]),
        ...times(20, (i) => [`audio/${String(i).padStart(4, '0')}.wav`, tone(i)]),
      },
    ],
    [
      'in one folder, by all of the name but its first word',
      {
        ...times(20, (i) => [`img_${pick(TREES, i)}_${i}.png`, grey(i)]),
        ...times(20, (i) => [`snd_${pick(TREES, i)}_${i}.wav`, tone(i)]),
      },
    ],
    [
      'in the folder of the class, whatever the capitals of the endings',
      {
        ...times(20, (i) => [`${pick(TREES, i)}/${i}.PNG`, grey(i)]),
        ...times(20, (i) => [`${pick(TREES, i)}/${i}.WAV`, tone(i)]),
      },
    ],
    [
      'by the paths of another computer',
      {
        'list.csv': [
          'picture,sound,kind',
          ...rows(20, (i) => `C:\\data\\p\\${i}.png,C:\\data\\s\\${i}.wav,${pick(TREES, i)}`),
        ],
        ...times(20, (i) => [`p/${i}.png`, grey(i)]),
        ...times(20, (i) => [`s/${i}.wav`, tone(i)]),
      },
    ],
    [
      'by names without their endings',
      {
        'list.tsv': ['clip\tspecies', ...rows(20, (i) => `rec_${i}\t${pick(TREES, i)}`)],
        ...times(20, (i) => [`pictures/rec_${i}.png`, grey(i)]),
        ...times(20, (i) => [`sounds/rec_${i}.wav`, tone(i)]),
      },
    ],
    [
      'in train and test folders above the kinds',
      Object.assign(
        {},
        ...[0, 1].map((t) => ({
          ...times(14, (i) => [
            `${t ? 'test' : 'train'}/images/${pick(TREES, i)}/${i}.png`,
            grey(i),
          ]),
          ...times(14, (i) => [
            `${t ? 'test' : 'train'}/audio/${pick(TREES, i)}/${i}.wav`,
            tone(i),
          ]),
        })),
      ),
    ],
    [
      'in a folder of each sample',
      {
        ...times(20, (i) => [`${pick(TREES, i)}/sample ${i}/look.png`, grey(i)]),
        ...times(20, (i) => [`${pick(TREES, i)}/sample ${i}/hear.wav`, tone(i)]),
      },
    ],
    [
      'under names in another form of accents',
      {
        ...times(20, (i) => [`bild/${pick(TREES, i)}/g\u00fcte${i}.png`, grey(i)]),
        ...times(20, (i) => [`ton/${pick(TREES, i)}/gu\u0308te${i}.wav`, tone(i)]),
      },
    ],
    [
      'with blanks on one side and lines below on the other',
      {
        ...times(20, (i) => [`pics/${pick(TREES, i)}/tall tree ${i}.png`, grey(i)]),
        ...times(20, (i) => [`wavs/${pick(TREES, i)}/tall_tree_${i}.wav`, tone(i)]),
      },
    ],
    [
      'as records of JSON with the paths in a record of their own',
      {
        'set.json': JSON.stringify({
          samples: rows(20, (i) => ({
            files: { image: `i/${i}.png`, audio: `a/${i}.wav` },
            label: pick(TREES, i),
          })),
        }),
        ...times(20, (i) => [`i/${i}.png`, grey(i)]),
        ...times(20, (i) => [`a/${i}.wav`, tone(i)]),
      },
    ],
  ])('%s', async (_, files) => {
    const line = await told(files);
    expect([line.outcome, kinds(line), line.class?.names]).toEqual(['used', 'audio,image', TREES]);
    expect(line.samples.total).toBe(Object.keys(files).filter((path) => /png$/i.test(path)).length);
    expect(line.pairedBy).not.toBe('class');
  });
});

describe('tables', () => {
  const xy = (i: number) => `${num(i)},${num(i, 3)},${num(i, 5)}`;
  it.each<[string, Files, readonly string[], number, number]>([
    [
      'of a train, a validation and a test part',
      {
        'train.csv': ['a,b,c,kind', ...rows(30, (i) => `${xy(i)},${pick(TREES, i)}`)],
        'valid.csv': ['a,b,c,kind', ...rows(8, (i) => `${xy(i)},${pick(TREES, i)}`)],
        'test.csv': ['a,b,c,kind', ...rows(12, (i) => `${xy(i)},${pick(TREES, i)}`)],
      },
      TREES,
      50,
      3,
    ],
    [
      'of features and of labels, joined by an id in another order',
      {
        'features.csv': ['id,a,b,c', ...rows(40, (i) => `s${i},${xy(i)}`)],
        'labels.csv': ['id,label', ...rows(44, (i) => `s${43 - i},${pick(TREES, 43 - i)}`)],
      },
      TREES,
      40,
      3,
    ],
    [
      'called X and y, train and test',
      {
        'X_train.csv': ['a,b,c', ...rows(30, xy)],
        'y_train.csv': ['y', ...rows(30, (i) => pick(TREES, i))],
        'X_test.csv': ['a,b,c', ...rows(10, xy)],
        'y_test.csv': ['y', ...rows(10, (i) => pick(TREES, i))],
      },
      TREES,
      40,
      3,
    ],
    [
      'with the class written out in columns that share a word',
      {
        't.csv': [
          'a,b,c,class_elm,class_oak,class_yew',
          ...rows(45, (i) => `${xy(i)},${rows(3, (k) => Number(i % 3 === k)).join()}`),
        ],
      },
      ['elm', 'oak', 'yew'],
      45,
      3,
    ],
    [
      'with a class called NA',
      {
        't.csv': ['a,b,c,continent', ...rows(45, (i) => `${xy(i)},${pick(['NA', 'EU', 'AS'], i)}`)],
      },
      ['AS', 'EU', 'NA'],
      45,
      3,
    ],
    [
      'with Swiss thousands and percentages',
      {
        't.csv': [
          'income;share;age;kind',
          ...rows(
            40,
            (i) => `${1 + (i % 9)}'${100 + i}.50;${10 + i} %;${20 + i};${pick(TREES, i)}`,
          ),
        ],
      },
      TREES,
      40,
      3,
    ],
    [
      'with yes and no, true and false',
      {
        't.csv': [
          'a,smokes,insured,kind',
          ...rows(
            40,
            (i) =>
              `${num(i)},${i % 3 ? 'yes' : 'no'},${i % 4 ? 'True' : 'False'},${pick(TREES, i)}`,
          ),
        ],
      },
      TREES,
      40,
      5,
    ],
    [
      'with dates, an index and an identifier',
      {
        't.csv': [
          ',uuid,date,a,b,c,kind',
          ...rows(40, (i) => `${i},a-${i}-f,2026-01-${1 + (i % 28)},${xy(i)},${pick(TREES, i)}`),
        ],
      },
      TREES,
      40,
      3,
    ],
    [
      'with question marks where nothing is known',
      {
        't.csv': [
          'a,b,soil,kind',
          ...rows(
            48,
            (i) =>
              `${i % 6 ? num(i) : '?'},${num(i, 3)},${pick(['dry', 'wet', '?'], i)},${pick(TREES, i)}`,
          ),
        ],
      },
      TREES,
      48,
      6,
    ],
    [
      'with a line of units below the names',
      {
        't.csv': ['a,b,c,kind', 'cm,kg,%,', ...rows(40, (i) => `${xy(i)},${pick(TREES, i)}`)],
      },
      TREES,
      40,
      3,
    ],
  ])('%s', async (_, files, classes, total, width) => {
    const line = await told(files);
    expect([line.outcome, line.class?.names, line.samples.total]).toEqual(['used', classes, total]);
    const numbers = line.modalities.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
    expect(numbers).toBe(width);
  });
});
