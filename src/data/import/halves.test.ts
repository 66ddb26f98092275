import { expect, it } from 'vitest';
import { importOptionsFor } from '../../testing/import-fixtures';
import { halveSingleModality } from './halves';
import type { RawModality, RawSamples } from './raw-samples';

const samplesOf = (modality: RawModality): RawSamples => ({
  layout: 'a test',
  modalities: [modality],
  labels: ['a', 'b'],
  splits: null,
  groups: null,
  meaning: {
    classFrom: 'column label',
    splitFrom: null,
    group: null,
    pairedBy: null,
    questions: [],
  },
  leftOut: [],
  choices: [],
});

const halved = (modality: RawModality) =>
  halveSingleModality(samplesOf(modality), importOptionsFor().text);

/** Two samples of two moments, `channels` numbers each, counted on. */
const series = (channels: number, featureNames?: readonly string[]): RawModality => ({
  id: 'all',
  name: 'All',
  kind: 'series',
  shape: [2, channels],
  data: Float32Array.from({ length: 4 * channels }, (_, i) => i),
  standardise: 'per-channel',
  ...(featureNames ? { featureNames } : {}),
});

it('cuts the channels of a lone series in two, every moment in both', () => {
  const { modalities, choices } = halved(series(3, ['x', 'y', 'z']));
  expect(modalities).toMatchObject([
    { id: 'x-y', name: 'x, y', kind: 'series', shape: [2, 2], featureNames: ['x', 'y'] },
    { id: 'z', name: 'z', kind: 'series', shape: [2, 1], featureNames: ['z'] },
  ]);
  expect([...(modalities[0]?.data ?? [])]).toEqual([0, 1, 3, 4, 6, 7, 9, 10]);
  expect([...(modalities[1]?.data ?? [])]).toEqual([2, 5, 8, 11]);
  expect(choices.join()).toContain('first half of its channels');
});

it('cuts a series of one channel in its first and its second half', () => {
  const { modalities, choices } = halved(series(1));
  expect(modalities).toMatchObject([
    { id: 'first', shape: [1, 1], kind: 'series' },
    { id: 'second', shape: [1, 1], kind: 'series' },
  ]);
  expect([...(modalities[0]?.data ?? [])]).toEqual([0, 2]);
  expect([...(modalities[1]?.data ?? [])]).toEqual([1, 3]);
  expect(choices.join()).toContain('first half of its time');
});
