/** Files that other programs wrote (src/testing/data-files, by SciPy, h5py, openpyxl and hyparquet-writer). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import { fileOf, importOptionsFor } from '../../testing/import-fixtures';
import { importData } from './import-data';

const FOLDER = new URL('../../testing/data-files/', import.meta.url);
const bytesOf = (name: string) => Uint8Array.from(readFileSync(new URL(name, FOLDER)));

const load = (name: string, bytes = bytesOf(name)) =>
  importData([fileOf(name, bytes)], importOptionsFor(), nodeDecoders);

async function described(name: string, as = name) {
  const { dataSet, report } = await load(as, bytesOf(name));
  return {
    classes: dataSet.classNames,
    modalities: Object.fromEntries(dataSet.modalities.map(({ id, shape }) => [id, [...shape]])),
    samples: report.samples,
  };
}

describe('files that other programs wrote', () => {
  it.each([
    ['cells.mat', ['1', '2', '3'], { 'x-1': [4], 'x-2': [3] }, 12],
    ['cells-packed.mat', ['1', '2', '3'], { 'x-1': [4], 'x-2': [3] }, 12],
    ['v73.mat', ['1', '2', '3'], { 'x-1': [4], 'x-2': [3] }, 12],
    ['struct.mat', ['cat', 'dog', 'owl'], { sound: [4], picture: [3, 3, 1] }, 12],
    ['turned.mat', ['1', '2', '3'], { fea: [4], mask: [1] }, 12],
    ['arrays.h5', ['cat', 'dog', 'owl'], { sound: [4], picture: [5, 5, 1] }, 12],
    ['book.xlsx', ['cat', 'dog'], { first: [1], second: [1] }, 18],
    ['birds.parquet', ['gull', 'tern'], { other: [2], calls: [3] }, 20],
    // pages of the first kind, as pandas writes them; one length is missing
    ['first-pages.parquet', ['gull', 'tern'], { other: [2], calls: [3] }, 24],
  ])('%s is read', async (name, classes, modalities, samples) => {
    expect(await described(name)).toEqual({ classes, modalities, samples });
  });

  it('is known by its first bytes whatever it is called', async () => {
    for (const name of ['cells.mat', 'v73.mat', 'arrays.h5', 'book.xlsx', 'birds.parquet']) {
      expect(await described(name, 'numbers.csv')).toEqual(await described(name));
    }
  });

  it.each(['cells.mat', 'cells-packed.mat', 'v73.mat', 'arrays.h5', 'book.xlsx', 'birds.parquet'])(
    '%s cut off anywhere is refused in words, or read without what is missing',
    async (name) => {
      const whole = bytesOf(name);
      for (let part = 1; part < 24; part++) {
        const cut = whole.slice(0, Math.floor((whole.length * part) / 24));
        const outcome = await load(name, cut).then(
          ({ report }) => report.samples,
          (error: Error) => error,
        );
        if (typeof outcome === 'number') continue;
        expect(outcome).toMatchObject({ name: 'ImportError' });
        expect(outcome.message).toContain(name);
      }
    },
  );

  it('a Parquet page that claims more values than the file has is refused before it is unpacked', async () => {
    const whole = bytesOf('birds.parquet');
    // the length of the run of indices in the second page of the third column
    whole[221] = (whole[221] ?? 0) ^ 0xa5;
    await expect(load('birds.parquet', whole)).rejects.toThrow(
      'birds.parquet claims more than it holds or than there is room for (10832529 values in a run)',
    );
  });

  it.each([
    'cells.mat',
    'cells-packed.mat',
    'struct.mat',
    'v73.mat',
    'arrays.h5',
    'birds.parquet',
    'first-pages.parquet',
  ])('%s with any byte changed ends in words or numbers', async (name) => {
    const whole = bytesOf(name);
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 60)) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 0xa5;
      await load(name, changed).catch((error: Error) => {
        expect(error).toMatchObject({ name: 'ImportError' });
      });
    }
  });
});
