import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../math/shape';
import type { DataSet, Modality, SplitName } from '../../protocol/data-set';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { PRESETS, presetSettings } from '../presets';
import { denormalise } from '../standardise';
import { generateDataSet } from './generate';

const make = (input: SettingsInput = {}): DataSet => generateDataSet(parseSettings(input));
const SMALL: SettingsInput = { samples: { train: 120, validation: 30, test: 60 } };

const modality = (dataSet: DataSet, id: string): Modality => {
  const found = dataSet.modalities.find((each) => each.id === id);
  if (!found) throw new Error(`no modality ${id}`);
  return found;
};
/** The raw rows of one split of one modality. */
function rawRows(dataSet: DataSet, id: string, split: SplitName): Float32Array[] {
  const found = modality(dataSet, id);
  const width = sizeOf(found.shape);
  const raw = denormalise(found.data, width, found.normalisation);
  return [...dataSet.split[split]].map((row) => raw.subarray(row * width, (row + 1) * width));
}
const labelsOf = (dataSet: DataSet, split: SplitName) =>
  [...dataSet.split[split]].map((row) => dataSet.labels[row] as number);
/** Largest difference between two lists of rows; standardising and back costs a few last digits. */
function largestDifference(a: Float32Array[], b: Float32Array[]): number {
  let largest = 0;
  a.forEach((row, i) => {
    row.forEach((value, k) => {
      largest = Math.max(largest, Math.abs(value - (b[i]?.[k] as number)));
    });
  });
  return largest;
}
const ROUNDING = 1e-4;

/** Share of test samples whose nearest class mean of the training samples is their own. */
function nearestMeanAccuracy(dataSet: DataSet, id: string): number {
  const classes = dataSet.classNames.length;
  const train = rawRows(dataSet, id, 'train');
  const test = rawRows(dataSet, id, 'test');
  const width = sizeOf(modality(dataSet, id).shape);
  const means = Array.from({ length: classes }, () => new Float64Array(width));
  const counts = new Float64Array(classes);
  labelsOf(dataSet, 'train').forEach((label, i) => {
    counts[label] = (counts[label] as number) + 1;
    train[i]?.forEach((value, k) => {
      (means[label] as Float64Array)[k] = ((means[label] as Float64Array)[k] as number) + value;
    });
  });
  means.forEach((mean, label) => {
    mean.forEach((sum, k) => {
      mean[k] = sum / (counts[label] as number);
    });
  });
  const truth = labelsOf(dataSet, 'test');
  const right = test.filter((row, i) => {
    const distances = means.map((mean) =>
      row.reduce((sum, value, k) => sum + (value - (mean[k] as number)) ** 2, 0),
    );
    return distances.indexOf(Math.min(...distances)) === truth[i];
  });
  return right.length / test.length;
}

describe('the generated data set', () => {
  it('lays its rows out training first, then validation, then test', () => {
    const { split, labels } = make(SMALL);
    expect([...split.train]).toEqual(Array.from({ length: 120 }, (_, i) => i));
    expect([...split.validation]).toEqual(Array.from({ length: 30 }, (_, i) => 120 + i));
    expect([...split.test]).toEqual(Array.from({ length: 60 }, (_, i) => 150 + i));
    expect(labels.length).toBe(210);
  });

  it('has the modalities, shapes and class names that the settings ask for', () => {
    const plain = make(SMALL);
    expect(plain.modalities.map(({ id, kind, shape }) => ({ id, kind, shape }))).toEqual([
      { id: 'picture', kind: 'image', shape: [16, 16, 1] },
      { id: 'sound', kind: 'audio', shape: [64] },
    ]);
    expect(plain.classNames).toEqual([
      'disc',
      'ring',
      'square',
      'frame',
      'plus',
      'cross',
      'triangle',
      'horizontal bars',
    ]);
    const more = make({
      ...SMALL,
      generator: { sound: { view: 'spectrum' }, vector: { enabled: true, dims: 10 } },
    });
    expect(more.modalities.map(({ id, kind, shape }) => ({ id, kind, shape }))).toEqual([
      { id: 'picture', kind: 'image', shape: [16, 16, 1] },
      { id: 'sound', kind: 'vector', shape: [32] },
      { id: 'vector', kind: 'vector', shape: [10] },
    ]);
    for (const each of more.modalities) expect(each.data.length).toBe(210 * sizeOf(each.shape));
  });

  it('is standardised: its training numbers have mean 0 and deviation 1', () => {
    const dataSet = make({ ...SMALL, generator: { sound: { view: 'spectrum' } } });
    for (const { data, shape } of dataSet.modalities) {
      const train = data.subarray(0, 120 * sizeOf(shape));
      const mean = train.reduce((sum, value) => sum + value, 0) / train.length;
      const square = train.reduce((sum, value) => sum + value * value, 0) / train.length;
      expect(Math.abs(mean)).toBeLessThan(1e-5);
      expect(Math.abs(square - 1)).toBeLessThan(1e-4);
    }
  });

  it('is the same for the same settings and another for another seed', () => {
    expect(make(SMALL)).toEqual(make(SMALL));
    expect(make({ ...SMALL, seed: 2 }).labels).not.toEqual(make(SMALL).labels);
  });

  it('has wrong labels in training only, and says how many', () => {
    const clean = make(SMALL);
    const noisy = make({ ...SMALL, generator: { labelNoise: 0.5 } });
    expect(labelsOf(noisy, 'validation')).toEqual(labelsOf(clean, 'validation'));
    expect(labelsOf(noisy, 'test')).toEqual(labelsOf(clean, 'test'));
    const given = labelsOf(clean, 'train');
    const wrong = labelsOf(noisy, 'train').filter((label, i) => label !== given[i]).length;
    expect(noisy.notes).toEqual([
      {
        message: `${wrong} of 120 training labels are wrong on purpose (label noise).`,
        count: wrong,
      },
    ]);
    expect(wrong).toBeGreaterThan(30);
    expect(noisy.modalities).toEqual(clean.modalities);
  });

  it('lets sensors fail at the test by the rate for the test', () => {
    const quiet = { noise: 0, fail: 0, failTest: 1 };
    const dataSet = make({ ...SMALL, generator: { picture: quiet } });
    const brightest = (split: SplitName) =>
      rawRows(dataSet, 'picture', split).map((row) => Math.max(...row));
    for (const split of ['train', 'validation'] as const) {
      expect(Math.min(...brightest(split))).toBeGreaterThan(0.5);
    }
    expect(Math.max(...brightest('test'))).toBeLessThan(ROUNDING);
  });

  it('adds up what the modalities show where it has synergy', () => {
    // noiseless sounds in one phase: the pitch can be read off the spectrum
    const dataSet = make({
      ...SMALL,
      generator: {
        classes: 4,
        synergy: true,
        picture: { noise: 0, fail: 0 },
        sound: { noise: 0, fail: 0, view: 'spectrum' },
      },
    });
    expect(dataSet.classNames).toEqual(['sum 0', 'sum 1', 'sum 2', 'sum 3']);
    const labels = labelsOf(dataSet, 'train');
    const heard = rawRows(dataSet, 'sound', 'train').map(
      (bins) => bins.indexOf(Math.max(...bins)) + 1 - 3,
    );
    // pictures of one difference (label minus what is heard) are of one shape: disc, ring, square, frame
    const filled = rawRows(dataSet, 'picture', 'train').map(
      (row) => (row[7 * 16 + 7] as number) > 0.5,
    );
    labels.forEach((label, i) => {
      const z = (label - (heard[i] as number) + 4) % 4;
      expect(filled[i]).toBe(z === 0 || z === 2);
    });
    expect(nearestMeanAccuracy(dataSet, 'sound')).toBeLessThan(0.5);
  });
});

describe('the random streams', () => {
  const samplesWith = (samples: object): SettingsInput => ({ ...SMALL, samples });

  it('extend a smaller training set and leave the test as it was', () => {
    const small = make(SMALL);
    const large = make(samplesWith({ train: 200, validation: 30, test: 60 }));
    expect(labelsOf(large, 'train').slice(0, 120)).toEqual(labelsOf(small, 'train'));
    expect(labelsOf(large, 'test')).toEqual(labelsOf(small, 'test'));
    for (const id of ['picture', 'sound']) {
      const rows = rawRows(large, id, 'train').slice(0, 120);
      expect(largestDifference(rows, rawRows(small, id, 'train'))).toBeLessThan(ROUNDING);
      const test = rawRows(large, id, 'test');
      expect(largestDifference(test, rawRows(small, id, 'test'))).toBeLessThan(ROUNDING);
    }
  });

  it('let a larger test set or new validation samples change nothing of the training set', () => {
    const small = make(SMALL);
    const large = make(samplesWith({ train: 120, validation: 0, test: 300 }));
    small.modalities.forEach((each, m) => {
      const n = 120 * sizeOf(each.shape);
      expect(large.modalities[m]?.data.subarray(0, n)).toEqual(each.data.subarray(0, n));
    });
    expect(labelsOf(large, 'test').slice(0, 60)).toEqual(labelsOf(small, 'test'));
  });

  it('let an added third modality change nothing of the first two', () => {
    const two = make(SMALL);
    const three = make({ ...SMALL, generator: { vector: { enabled: true } } });
    expect(three.labels).toEqual(two.labels);
    expect(three.modalities.slice(0, 2)).toEqual(two.modalities);
  });

  it('let changed knobs of one modality change nothing of the other', () => {
    const before = make(SMALL);
    const picture = { noise: 0.9, fail: 0.5, failTest: 0, jitter: 3, merge: '0-3' };
    const after = make({ ...SMALL, generator: { picture } });
    expect(after.labels).toEqual(before.labels);
    expect(modality(after, 'sound')).toEqual(modality(before, 'sound'));
    expect(modality(after, 'picture')).not.toEqual(modality(before, 'picture'));
  });

  it('differ between the splits', () => {
    const dataSet = make(samplesWith({ train: 60, validation: 60, test: 60 }));
    const lists = (['train', 'validation', 'test'] as const).map((split) =>
      labelsOf(dataSet, split),
    );
    expect(lists[0]).not.toEqual(lists[1]);
    expect(lists[0]).not.toEqual(lists[2]);
    expect(lists[1]).not.toEqual(lists[2]);
  });
});

describe('what a simple reader finds in the default data', () => {
  it('is much in the picture, little in the wave, and much in the spectrum', () => {
    const wave = make();
    const spectrum = make(presetSettings('same-sound-as-spectrum'));
    expect(nearestMeanAccuracy(wave, 'picture')).toBeGreaterThan(0.6);
    // the means of 150 random phases are not quite 0: a tone fits its class's leftover half of the time
    expect(nearestMeanAccuracy(wave, 'sound')).toBeLessThan(0.4);
    expect(nearestMeanAccuracy(spectrum, 'sound')).toBeGreaterThan(0.65);
  });

  it('is much in the wave too, once the phase is fixed', () => {
    const fixed = make({ generator: { sound: { phaseRange: 0 } } });
    expect(nearestMeanAccuracy(fixed, 'sound')).toBeGreaterThan(0.65);
  });

  it('is nothing in a sound that always fails', () => {
    const useless = make(presetSettings('useless-sound'));
    // five standard errors above guessing
    expect(nearestMeanAccuracy(useless, 'sound')).toBeLessThan(1 / 8 + 5 * Math.sqrt(0.11 / 1000));
  });
});

describe('every preset', () => {
  it.each(PRESETS.map(({ id, name }) => [id, name]))('%s makes the data it names', (id, name) => {
    const settings = parseSettings(presetSettings(id));
    const dataSet = generateDataSet(settings);
    expect(dataSet.id).toBe(id);
    expect(dataSet.name).toBe(name);
    expect(dataSet.split.train.length).toBe(settings.samples.train);
    expect(dataSet.modalities.every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });
});
