/** Purity on features few enough to see which clusters they make. */
import { expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import { clustered } from './purity';

const LABELS = Int32Array.of(0, 0, 0, 1, 1, 1);
const drawn = (seed: number) => randomStream(seed, 'test');

it('features in two heaps by class are pure, whatever the first centres and the scale', () => {
  const heaps = matrix(Float32Array.of(0, 1, 2, 90, 91, 92), 1);
  for (const seed of [1, 2, 3, 4]) expect(clustered(heaps, LABELS, 2, drawn(seed)).purity).toBe(1);
});

it('features that are all alike are one cluster, as pure as the most frequent class', () => {
  const alike = matrix(new Float32Array(12), 2);
  expect(clustered(alike, LABELS, 2, drawn(1)).purity).toBe(0.5);
  expect(clustered(alike, Int32Array.of(0, 0, 0, 0, 1, 1), 2, drawn(1)).purity).toBeCloseTo(4 / 6);
});

it('a column in large numbers counts no more than one in small numbers', () => {
  // by class in the first column; the second is a thousand times as wide and says nothing
  const values = Float32Array.of(0, 500, 0, 500, 0, 500, 1, 500, 1, 500, 1, 501);
  const { clusters } = clustered(matrix(values, 2), LABELS, 2, {
    ...drawn(1),
    permutation: () => Int32Array.of(0, 3, 1, 2, 4, 5),
  });
  expect([...clusters.subarray(0, 5)]).toEqual([0, 0, 0, 1, 1]);
});

it('fewer samples than classes are a cluster each', () => {
  const two = clustered(matrix(Float32Array.of(3, 8), 1), Int32Array.of(4, 4), 5, drawn(1));
  expect([...two.clusters].sort()).toEqual([0, 1]);
  expect(two.purity).toBe(1);
});

it('of many samples some are looked at', () => {
  const rows = 5001;
  const many = matrix(
    Float32Array.from({ length: rows }, (_, i) => i % 2),
    1,
  );
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const { clusters, purity } = clustered(many, labels, 2, drawn(2));
  expect(clusters).toHaveLength(5000);
  expect(purity).toBeGreaterThan(0.49);
});
