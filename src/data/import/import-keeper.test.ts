/** What an import keeps of files between choices. */
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import { fileOf, importOptionsFor } from '../../testing/import-fixtures';
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
