import { expect, test } from 'vitest';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { packSnapshot, type Steps, unpackSnapshots } from './pack-snapshots';

const CLASSES = 8;
const snapshot = fakeSnapshot(6);
const back = (steps: Steps) => {
  const { heldOut, rows, labels } = snapshot;
  const [found] = unpackSnapshots({
    heldOut,
    rows,
    labels,
    taken: [packSnapshot(snapshot, steps)],
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

const bothProbabilities = (steps: Steps) =>
  [snapshot, back(steps)].map(({ logits }) => probabilities(logits['sound'])) as [
    number[],
    number[],
  ];

test('in even steps every probability comes back within 4 % of itself', () => {
  const [was, is] = bothProbabilities('even');
  was.forEach((p, i) => {
    expect(Math.abs((is[i] ?? 0) - p) / p).toBeLessThan(0.04);
  });
});

test('in eased steps every probability comes back within .7 of a point, wherever it lies', () => {
  const [was, is] = bothProbabilities('eased');
  was.forEach((p, i) => {
    expect(Math.abs((is[i] ?? 0) - p)).toBeLessThan(0.007);
  });
  // two classes, and how far one lies below the other: all that a probability depends on
  const belows = Array.from({ length: 400 }, (_, i) => i / 20);
  const logits = Float32Array.from(belows.flatMap((below) => [3, 3 - below]));
  const rows = Int32Array.from(belows, (_, i) => i);
  const one = { ...snapshot, rows, labels: rows, logits: { sound: logits } };
  const taken = [packSnapshot(one, 'eased')];
  const [read] = unpackSnapshots({ heldOut: 'test', rows, labels: rows, taken });
  belows.forEach((below, i) => {
    const found = read?.logits['sound']?.subarray(2 * i, 2 * i + 2) ?? [];
    const p = 1 / (1 + Math.exp((found[0] ?? 0) - (found[1] ?? 0)));
    expect(Math.abs(p - 1 / (1 + Math.exp(below)))).toBeLessThan(0.007);
  });
});

test('logits that an older page kept in 16 bits are read as they were', () => {
  const { heldOut, rows, labels } = snapshot;
  const packed = packSnapshot(snapshot, 'eased');
  const sixteen = Uint16Array.from([0, 65_535, 4096]);
  const taken = [{ ...packed, logits: { sound: sixteen } }];
  const [read] = unpackSnapshots({ heldOut, rows, labels, taken });
  expect([...(read?.logits['sound'] ?? [])].map((each) => each.toFixed(4))).toEqual([
    '0.0000',
    '-16.0000',
    '-1.0000',
  ]);
});

test('predictions, samples and classes come back as they were', () => {
  const { predictions, rows, labels, certainty, epoch } = back('even');
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
  back('even').features['picture']?.forEach((value, i) => {
    expect(Math.abs(value - (was[i] ?? 0))).toBeLessThanOrEqual(largest / 127 / 2 + 1e-6);
  });
});

test('features that are all zero stay zero', () => {
  const dead = { ...snapshot, features: { picture: new Float32Array(4) } };
  expect([...(packSnapshot(dead, 'eased').features['picture']?.values ?? [])]).toEqual([
    0, 0, 0, 0,
  ]);
});
