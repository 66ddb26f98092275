/** What an import keeps of files between choices. */
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import { fileOf, importOptionsFor, spokenDecoders } from '../../testing/import-fixtures';
import { importData } from './import-data';
import { ImportKeeper } from './import-keeper';
import { FORMATS } from './readers';

const OPTIONS = importOptionsFor();
const ROWS = Array.from(
  { length: 40 },
  (_, i) => `${i % 7},${(i * 3) % 11},${i % 2 ? 'owl' : 'gull'}`,
);

describe('an import', () => {
  for (const [mostKept, readings] of [
    [2 ** 20, 1],
    [8, 2],
  ] as const) {
    it(`that may keep ${mostKept} bytes reads its file ${readings === 1 ? 'once' : 'again after the data were used'}`, async () => {
      let opened = 0;
      const file = fileOf('birds.csv', ['wing,beak,label', ...ROWS].join('\n'));
      const keeper = new ImportKeeper(nodeDecoders, FORMATS, mostKept);
      keeper.add([
        {
          ...file,
          bytes: () => {
            opened += 1;
            return file.bytes();
          },
        },
      ]);
      const first = await keeper.read(OPTIONS, {});
      const read = opened;
      const used = await keeper.deliver(OPTIONS, {});
      expect(opened).toBe(read);
      const again = await keeper.read(OPTIONS, {});
      expect(opened).toBe(readings * read);
      expect(again).toEqual(first);
      expect(used.labels).toHaveLength(40);
    });
  }
});

describe('one more sample', () => {
  it('has the numbers that it has among the others, lone pictures cut in two as they were', async () => {
    const grey = (value: number) => `grey ${value}`;
    const sources = ['cat', 'dog'].flatMap((label, c) =>
      Array.from({ length: 6 }, (_, i) => [
        fileOf(`picture/${label}/${i}.png`, grey((c + i) / 10)),
        fileOf(`sound/${label}/${i}.wav`, `tone ${300 + 100 * i + c}`),
      ]).flat(),
    );
    const pictures = sources.filter(({ path }) => path.startsWith('picture'));
    for (const some of [sources, pictures]) {
      const keeper = new ImportKeeper(spokenDecoders);
      keeper.add(some);
      const options = importOptionsFor();
      const { dataSet } = await importData(some, options, spokenDecoders);
      await keeper.read(options, {});
      // the third of its class, under any name
      const again = ['p.png', 's.wav'].map((path, at) => ({
        ...(sources[4 + at] as (typeof sources)[number]),
        path,
      }));
      const values = await keeper.sample(some === sources ? again : again.slice(0, 1), options);
      expect(values).toHaveLength(2);
      dataSet.modalities.forEach(({ data, normalisation: { shift, scale } }, m) => {
        const raw = values[m] ?? new Float32Array();
        const seen = raw.map((value) => (value - (shift[0] ?? 0)) / (scale[0] ?? 1));
        const rows = data.length / raw.length;
        const distances = Array.from({ length: rows }, (_, row) =>
          Math.max(...seen.map((value, k) => Math.abs(value - (data[row * raw.length + k] ?? 9)))),
        );
        expect(Math.min(...distances)).toBeLessThan(1e-4);
      });
    }
    const keeper = new ImportKeeper(spokenDecoders);
    keeper.add(sources);
    await keeper.read(importOptionsFor(), {});
    const [picture, sound] = await keeper.sample([fileOf('a.png', grey(0.3))], importOptionsFor());
    expect(picture).toBeInstanceOf(Float32Array);
    expect(sound).toBeNull();
    await expect(keeper.sample([fileOf('a.png', 'damaged')], importOptionsFor())).rejects.toThrow(
      'a.png',
    );
  });
});
