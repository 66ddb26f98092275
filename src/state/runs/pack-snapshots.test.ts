import { expect, test } from 'vitest';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { type Precision, packSnapshot, unpackSnapshots } from './pack-snapshots';

const CLASSES = 8;
const snapshot = fakeSnapshot(6);
const back = (precision: Precision) => {
  const { heldOut, rows, labels } = snapshot;
  const [found] = unpackSnapshots({
    heldOut,
    rows,
    labels,
    taken: [packSnapshot(snapshot, precision)],
  });
  if (!found) throw new Error('One snapshot went in.');
  return found;
};

/** Probabilities of the first row. */
function probabilities(logits: Float32Array | undefined): number[] {
  const powers = [...(logits ?? [])].slice(0, CLASSES).map(Math.exp);
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

test.each([
  [8, 0.04],
  [16, 0.0002],
] as const)(
  'with %i bits every probability comes back within %f of itself',
  (precision, within) => {
    const [was, is] = [snapshot, back(precision)].map(({ logits }) =>
      probabilities(logits['sound']),
    );
    was?.forEach((p, i) => {
      expect(Math.abs((is?.[i] ?? 0) - p) / p).toBeLessThan(within);
    });
  },
);

test('predictions, samples and classes come back as they were', () => {
  const { predictions, rows, labels, certainty, epoch } = back(8);
  expect(predictions).toEqual(snapshot.predictions);
  expect([rows, labels, certainty, epoch]).toEqual([
    snapshot.rows,
    snapshot.labels,
    snapshot.certainty,
    6,
  ]);
});

test('features come back within half a step of their largest', () => {
  const was = snapshot.features['picture'] ?? new Float32Array();
  const largest = Math.max(...was.map(Math.abs));
  back(8).features['picture']?.forEach((value, i) => {
    expect(Math.abs(value - (was[i] ?? 0))).toBeLessThanOrEqual(largest / 127 / 2 + 1e-6);
  });
});

test('features that are all zero stay zero', () => {
  const dead = { ...snapshot, features: { picture: new Float32Array(4) } };
  expect([...(packSnapshot(dead, 8).features['picture']?.values ?? [])]).toEqual([0, 0, 0, 0]);
});
