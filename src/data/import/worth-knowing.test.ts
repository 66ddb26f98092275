import { expect, it } from 'vitest';
import type { DataSet, Modality } from '../../protocol/data-set';
import { worthKnowing } from './worth-knowing';

const modality = (id: string, kind: Modality['kind'], data: readonly number[]): Modality => ({
  id,
  name: id,
  kind,
  shape: [1],
  data: Float32Array.from(data),
  normalisation: { shift: [0], scale: [1] },
});

const rows = (from: number, to: number) =>
  Int32Array.from({ length: to - from }, (_, i) => from + i);

/** 100 samples of two classes, 60 of them for training; sample 60 is sample 0 once more. */
const set = (over: Partial<DataSet> = {}): DataSet => ({
  id: 'x',
  name: 'x',
  classNames: ['cat', 'dog'],
  provenance: { origin: '', licence: '' },
  modalities: ['picture', 'sound'].map((id) =>
    modality(id, id === 'sound' ? 'audio' : 'image', [
      ...Array.from({ length: 60 }, (_, i) => i),
      0,
      ...Array.from({ length: 39 }, (_, i) => 100 + i),
    ]),
  ),
  labels: Int32Array.from({ length: 100 }, (_, i) => i % 2),
  split: { train: rows(0, 60), validation: rows(0, 0), test: rows(60, 100) },
  notes: [],
  ...over,
});

it('counts test samples that training knows, in every modality', () => {
  expect(worthKnowing(set(), null, new Map())).toEqual([
    '1 test sample is identical to a training sample, so the same sample is on both sides of the split and the test flatters.',
  ]);
  const [picture, sound] = set().modalities as [Modality, Modality];
  const other = { ...sound, data: sound.data.map((value, i) => (i === 60 ? -1 : value)) };
  expect(worthKnowing(set({ modalities: [picture, other] }), null, new Map())).toEqual([]);
});

it('names silence, groups on both sides, small classes and what one test sample is worth', () => {
  const few = set({
    labels: Int32Array.from({ length: 100 }, (_, i) => (i < 4 ? 0 : 1)),
    split: { train: rows(0, 60), validation: rows(0, 0), test: rows(80, 100) },
  });
  const speakers = Array.from({ length: 100 }, (_, i) => (i < 50 ? 'ann' : i < 90 ? 'bob' : 'cy'));
  expect(worthKnowing(few, speakers, new Map([['sound', 3]]))).toEqual([
    '3 sounds of "sound" are silent.',
    '1 group is on both sides of the split (bob), so the test does not ask about new ones.',
    'The class cat has fewer than 10 samples.',
    'No test sample is of the class cat.',
    'There are 20 test samples: one sample is 5.0 points.',
  ]);
});
