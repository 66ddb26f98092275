import { expect, it } from 'vitest';
import { randomStream } from '../../math/rng';
import { asPlace } from '../../protocol/units';
import { handSnapshot } from '../../testing/hand-snapshot';
import { type FeatureMap, featureMap, nextPlace, placesIn } from './feature-map';

/** Twenty samples in four dimensions: a widest and a second direction, turned by `angle` in the first two. */
function snapshotAt(epoch: number, angle: number) {
  const random = randomStream(3, 'map');
  const values = Array.from({ length: 20 }, () => {
    const [a, b] = [5 * random.normal(), 2 * random.normal()];
    return [
      Math.cos(angle) * a - Math.sin(angle) * b,
      Math.sin(angle) * a + Math.cos(angle) * b,
      0.05 * random.normal(),
      1,
    ];
  });
  const features = { sound: Float32Array.from(values.flat()) };
  return handSnapshot(new Array(20).fill(0), {}, { epoch, features });
}

it('keeps points where they were while the features turn', () => {
  const snapshots = [0, 1.5, 3.5].map((angle, k) => snapshotAt(k + 1, angle));
  const [first, last] = [
    featureMap(snapshots.slice(0, 1), 'sound'),
    featureMap(snapshots, 'sound'),
  ];
  const furthest = Math.max(
    ...Array.from(first?.points ?? [], (value, k) => Math.abs(value - (last?.points[k] ?? 9))),
  );
  expect(furthest).toBeLessThan(0.02);
  expect(last?.share).toBeGreaterThan(0.99);
});

it('fills a circle of radius 1', () => {
  const { points } = featureMap([snapshotAt(1, 0)], 'sound') as FeatureMap;
  const distances = Array.from({ length: 20 }, (_, i) =>
    Math.hypot(points[2 * i] ?? 0, points[2 * i + 1] ?? 0),
  );
  expect(Math.max(...distances)).toBeCloseTo(1, 9);
});

it('has no map of a modality without features', () => {
  expect(featureMap([snapshotAt(1, 0)], 'picture')).toBeNull();
  expect(featureMap([], 'sound')).toBeNull();
});

const CROSS: FeatureMap = {
  // the middle, right, far right, up, and one far aside
  points: Float64Array.from([0, 0, 0.3, 0.05, 0.9, 0, 0, 0.4, 0.2, -0.9]),
  share: 1,
};

it('finds what lies in a rectangle drawn in any direction', () => {
  expect(placesIn(CROSS, { from: [0.4, 0.5], to: [-0.1, -0.1] })).toEqual([0, 1, 3]);
});

it('goes from point to point by direction', () => {
  expect(nextPlace(CROSS, asPlace(0), [1, 0])).toBe(1);
  expect(nextPlace(CROSS, asPlace(1), [1, 0])).toBe(2);
  expect(nextPlace(CROSS, asPlace(2), [1, 0])).toBeNull();
  expect(nextPlace(CROSS, asPlace(0), [0, 1])).toBe(3);
  expect(nextPlace(CROSS, asPlace(0), [0, -1])).toBe(4);
});
