import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../math/shape';
import type { DataSet } from '../../protocol/data-set';
import { parseSettings, SettingsError } from '../../protocol/settings';
import { checkDataSet } from '../check';
import { DataError } from '../data-error';
import { denormalise } from '../standardise';
import { BUILTIN_SETS } from './builtin-sets';
import { loadBuiltin, type ReadAsset } from './load-builtin';

const publicFolder = new URL('../../../public/', import.meta.url);
const readAsset: ReadAsset = async (path) => {
  const file = await readFile(new URL(path, publicFolder));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
};
const load = (id: string, seed = 1) => loadBuiltin(id, readAsset, parseSettings({ seed }));
const raw = ({ modalities }: DataSet, m: number) => {
  const modality = modalities[m];
  if (!modality) throw new Error(`no modality ${m}`);
  return denormalise(modality.data, sizeOf(modality.shape), modality.normalisation);
};

describe('the built-in sets', () => {
  it('all load, pass the check, and carry the licence their card names', async () => {
    for (const set of BUILTIN_SETS) {
      const dataSet = await load(set.id);
      expect(() => checkDataSet(dataSet)).not.toThrow();
      expect(dataSet.id).toBe(set.id);
      // "CC BY 4.0" alone, or with what else the set is made of
      const [licence = ''] = dataSet.provenance.licence.split(';');
      expect(licence).toMatch(/^(CC0 1\.0|CC BY 4\.0)$/);
      expect(set.licence.startsWith(licence)).toBe(true);
      expect(dataSet.provenance.origin.length).toBeGreaterThan(40);
    }
  });

  it('have a card each: one sentence, and those with nothing to see say so first', () => {
    expect(BUILTIN_SETS.map((set) => set.id)).toEqual([
      'spoken-digits',
      'uci-digits-halves',
      'uci-digits-inverted',
      'penguins',
      'wine',
      'breast-cancer',
    ]);
    for (const { explanation, nothingToSee } of BUILTIN_SETS) {
      expect(explanation).toMatch(/^[^.]*\.$/);
      expect(explanation.startsWith('Nothing to see')).toBe(nothingToSee === true);
    }
    expect(BUILTIN_SETS.filter((set) => set.nothingToSee).map((set) => set.id)).toEqual([
      'wine',
      'breast-cancer',
    ]);
  });

  it('are split the same way for the same seed, and another way for another', async () => {
    expect(await load('penguins')).toEqual(await load('penguins'));
    expect((await load('penguins', 2)).split).not.toEqual((await load('penguins')).split);
  });

  it('take up less than 6 MB, all files together', async () => {
    const folder = fileURLToPath(new URL('data/', publicFolder));
    let bytes = 0;
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) bytes += (await stat(`${entry.parentPath}/${entry.name}`)).size;
    }
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThan(6_000_000);
  });

  it('are read one at a time, and only the files of the set in question', async () => {
    const asked: string[] = [];
    const watched: ReadAsset = (path) => {
      asked.push(path);
      return readAsset(path);
    };
    await loadBuiltin('wine', watched, parseSettings({}));
    expect(asked).toEqual(['data/wine.json']);
  });
});

describe('the handwritten digits', () => {
  it('are 1797 in ten classes, each about a tenth', async () => {
    const { labels, classNames, split, notes } = await load('uci-digits-halves');
    expect(labels.length).toBe(1797);
    expect(classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    for (let digit = 0; digit < 10; digit++) {
      expect(Math.abs(labels.filter((label) => label === digit).length - 180)).toBeLessThan(7);
    }
    expect(split.train.length + split.validation.length + split.test.length).toBe(1797);
    expect(Math.abs(split.train.length - 0.7 * 1797)).toBeLessThan(2);
    expect(Math.abs(split.test.length - 0.2 * 1797)).toBeLessThan(2);
    expect(notes).toEqual([]);
  });

  it('show the left and the right half of the first digit, a zero', async () => {
    const dataSet = await load('uci-digits-halves');
    expect(dataSet.modalities.map(({ id, kind, shape }) => ({ id, kind, shape }))).toEqual([
      { id: 'left', kind: 'image', shape: [8, 4, 1] },
      { id: 'right', kind: 'image', shape: [8, 4, 1] },
    ]);
    expect(dataSet.labels[0]).toBe(0);
    const row = (m: number, y: number) =>
      [...raw(dataSet, m).subarray(y * 4, y * 4 + 4)].map((value) => Math.abs(Math.round(value)));
    // first two rows of the file: 0 0 5 13 9 1 0 0 / 0 0 13 15 10 15 5 0
    expect([row(0, 0), row(1, 0)]).toEqual([
      [0, 0, 5, 13],
      [9, 1, 0, 0],
    ]);
    expect([row(0, 1), row(1, 1)]).toEqual([
      [0, 0, 13, 15],
      [10, 15, 5, 0],
    ]);
  });

  it('are standardised by one mean and deviation of the training digits', async () => {
    const { modalities, split } = await load('uci-digits-halves');
    for (const { data, normalisation } of modalities) {
      expect(normalisation.scale.length).toBe(1);
      let sum = 0;
      let square = 0;
      for (const row of split.train) {
        for (let k = 0; k < 32; k++) {
          const value = data[row * 32 + k] as number;
          sum += value;
          square += value * value;
        }
      }
      const n = split.train.length * 32;
      expect(Math.abs(sum / n)).toBeLessThan(1e-5);
      expect(Math.abs(square / n - 1)).toBeLessThan(1e-4);
    }
  });
});

describe('the penguins', () => {
  it('are 342 of 344, and a note says that two were left out', async () => {
    const { labels, notes, classNames } = await load('penguins');
    expect(labels.length).toBe(342);
    expect(notes).toEqual([
      { message: '2 penguins were left out because measurements are missing.', count: 2 },
    ]);
    expect(classNames).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
    expect([0, 1, 2].map((label) => labels.filter((each) => each === label).length)).toEqual([
      151, 68, 123,
    ]);
  });

  it('measure the bill in one modality and flipper and weight in the other', async () => {
    const dataSet = await load('penguins');
    expect(dataSet.modalities.map(({ id, featureNames }) => ({ id, featureNames }))).toEqual([
      { id: 'bill', featureNames: ['bill length (mm)', 'bill depth (mm)'] },
      { id: 'body', featureNames: ['flipper length (mm)', 'body mass (g)'] },
    ]);
    const rounded = (m: number) => [...raw(dataSet, m).subarray(0, 2)].map((v) => v.toFixed(1));
    expect(rounded(0)).toEqual(['39.1', '18.7']);
    expect(rounded(1)).toEqual(['181.0', '3750.0']);
  });

  it('are standardised feature by feature', async () => {
    const { modalities, split } = await load('penguins');
    for (const { data } of modalities) {
      for (const k of [0, 1]) {
        const values = [...split.train].map((row) => data[row * 2 + k] as number);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        expect(Math.abs(mean)).toBeLessThan(1e-5);
        expect(Math.abs(square - 1)).toBeLessThan(1e-4);
      }
    }
  });
});

describe('the sets with nothing to see', () => {
  const counts = ({ labels, classNames }: DataSet) =>
    classNames.map((_, label) => labels.filter((each) => each === label).length);

  it('are 178 wines of three varieties, with every measurement in one modality', async () => {
    const wine = await load('wine');
    expect(counts(wine)).toEqual([59, 71, 48]);
    expect(wine.modalities.map(({ id, shape }) => [id, ...shape])).toEqual([
      ['acids', 6],
      ['colour', 7],
    ]);
    expect(new Set(wine.modalities.flatMap(({ featureNames }) => featureNames)).size).toBe(13);
    expect(wine.modalities[0]?.featureNames?.at(-1)).toBe('proline');
    expect([...raw(wine, 1).subarray(0, 7)].map((value) => value.toFixed(2))).toEqual(
      // the first line of the file, columns 6 to 12
      ['2.80', '3.06', '0.28', '2.29', '5.64', '1.04', '3.92'],
    );
  });

  it('are 569 tumours, by the mean and by the worst of ten measurements', async () => {
    const cancer = await load('breast-cancer');
    expect(cancer.classNames).toEqual(['malignant', 'benign']);
    expect(counts(cancer)).toEqual([212, 357]);
    expect(cancer.modalities.map(({ id, shape }) => [id, ...shape])).toEqual([
      ['mean', 10],
      ['worst', 10],
    ]);
    for (const { id, featureNames = [] } of cancer.modalities) {
      expect(featureNames.every((name) => name.startsWith(`${id} `))).toBe(true);
    }
    expect(raw(cancer, 1)[0]).toBeCloseTo(25.38, 3);
  });
});

describe('loading a set that is not there', () => {
  it('names the sets there are', async () => {
    const attempt = load('iris');
    await expect(attempt).rejects.toThrow(SettingsError);
    await expect(attempt).rejects.toThrow(
      'data.id is "iris"; the built-in data sets are spoken-digits, uci-digits-halves, uci-digits-inverted, penguins, wine, breast-cancer.',
    );
  });

  it('says which file could not be read, why, and what to do', async () => {
    const broken: ReadAsset = () => Promise.reject(new Error('404 Not Found'));
    const error = await loadBuiltin('penguins', broken, parseSettings({})).catch((e) => e);
    expect(error).toBeInstanceOf(DataError);
    expect(error.code).toBe('asset-unreadable');
    expect(error.message).toBe(
      'The built-in data file data/penguins.json could not be read (404 Not Found).',
    );
    expect(error.hint).toBe('Check that the lab is still being served, then reload the page.');
  });

  it('refuses a table with too few columns', async () => {
    const narrow: ReadAsset = async () => {
      const text = JSON.stringify({
        format: 1,
        name: 'x',
        origin: 'x',
        licence: 'x',
        classes: ['a', 'b'],
        columns: ['one'],
        labels: [0, 1],
        encoding: 'numbers',
        values: [[1], [2]],
      });
      return new TextEncoder().encode(text).buffer as ArrayBuffer;
    };
    await expect(loadBuiltin('penguins', narrow, parseSettings({}))).rejects.toThrow(
      'The built-in data file data/penguins.json cannot be used: it has 1 columns and needs 4.',
    );
  });
});
