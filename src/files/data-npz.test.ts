/** Data taken out are read by a lab again with the same meaning, and hold the numbers of their source. */
import { describe, expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { importData } from '../data/import/import-data';
import { importOptions } from '../data/import/options';
import { denormalise } from '../data/standardise';
import { nodeDecoders } from '../headless/decoders';
import { parseSettings } from '../protocol/settings';
import { dataArrays, dataNpz } from './data-npz';

const settings = parseSettings({
  samples: { train: 60, validation: 20, test: 30 },
  generator: { classes: 4, sound: { view: 'spectrum' }, vector: { enabled: true, dims: 6 } },
});
const dataSet = generateDataSet(settings);

describe('data as NPZ', () => {
  it('are read by the lab with the same samples, classes, modalities and split', async () => {
    const bytes = await dataNpz(dataSet);
    const file = {
      path: 'taken.npz',
      size: bytes.length,
      bytes: async () => bytes,
    };
    const { dataSet: read } = await importData(
      [file],
      importOptions(
        parseSettings({ samples: settings.samples, data: { source: 'files', id: 'taken' } }),
        'taken',
      ),
      nodeDecoders,
    );
    expect(read.classNames).toEqual(dataSet.classNames);
    expect(read.modalities.map(({ id }) => id)).toEqual(['picture', 'sound', 'vector']);
    expect(read.modalities.map(({ shape }) => shape)).toEqual(
      dataSet.modalities.map(({ shape }) => shape),
    );
    for (const name of ['train', 'validation', 'test'] as const) {
      expect(read.split[name].length).toBe(dataSet.split[name].length);
    }
    const row = read.split.test[7] ?? 0;
    expect(read.labels[row]).toBe(dataSet.labels[dataSet.split.test[7] ?? 0]);
    // in the numbers that people know: here and there
    const rawOf = ({ modalities }: typeof read, at: number) =>
      modalities.map(({ data, normalisation }) => {
        const width = data.length / dataSet.labels.length;
        const one = denormalise(data, width, normalisation);
        return one.slice(at * width, (at + 1) * width);
      });
    const [then, now] = [rawOf(dataSet, dataSet.split.test[7] ?? 0), rawOf(read, row)];
    then.forEach((values, m) => {
      values.forEach((value, k) => {
        expect(now[m]?.[k]).toBeCloseTo(value, 3);
      });
    });
  });

  it('are the same bytes for the same data', async () => {
    expect(await dataNpz(dataSet)).toEqual(await dataNpz(generateDataSet(settings)));
  });

  it('have no number where a sample lacks a modality, and no sample that no split holds', () => {
    const [first, ...others] = dataSet.modalities;
    if (!first) throw new Error('There is a first modality.');
    const present = new Uint8Array(dataSet.labels.length).fill(1);
    present[5] = 0;
    const split = { ...dataSet.split, test: dataSet.split.test.slice(1) };
    const arrays = dataArrays({
      ...dataSet,
      split,
      modalities: [{ ...first, present }, ...others],
    });
    const picture = arrays.find(({ name }) => name === 'picture');
    expect(picture?.shape).toEqual([109, 16, 16, 1]);
    const values = picture?.data as Float32Array;
    expect([values[5 * 256], values[6 * 256 - 1]]).toEqual([Number.NaN, Number.NaN]);
    expect(values.filter(Number.isNaN)).toHaveLength(256);
  });

  it('have every name once, also where a modality is called like one of the others', () => {
    const modalities = dataSet.modalities.map((each, m) =>
      m === 1 ? { ...each, id: 'split' } : each,
    );
    const names = dataArrays({ ...dataSet, modalities }).map(({ name }) => name);
    expect(names).toEqual(['picture', 'split_numbers', 'vector', 'labels', 'class_names', 'split']);
  });
});
