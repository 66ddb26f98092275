import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import {
  chooseDimensions,
  classCentroids,
  dimensionPairs,
  effectiveDimensions,
  separability,
} from './complementary-dimensions';

const labels = Int32Array.from([0, 0, 1, 1]);
// dimension 0 separates, dimension 1 is constant, dimension 2 separates three of four
const features = matrix(Float32Array.from([0, 5, 0, 1, 5, 0, 9, 5, 1, 8, 5, 0.1]), 3);

describe('complementary dimensions (R4 to R6)', () => {
  it('centroids are class means per dimension', () => {
    const centroids = classCentroids(features, labels, 2);
    expect([...centroids].map((v) => Math.round(v * 1000) / 1000)).toEqual([
      0.5, 5, 0, 8.5, 5, 0.55,
    ]);
  });

  it('separability is the share nearest to its own centroid; a tie goes to the lowest class', () => {
    // the constant dimension ties everywhere: class 0 wins, which is right for half
    expect([...separability(features, labels, 2)]).toEqual([1, 0.5, 0.75]);
  });

  it('separability ends its search early and counts what a whole search counts', () => {
    const [rows, columns, classes] = [200, 6, 5];
    const random = randomStream(4, 'separability');
    // whole numbers, so that many distances are equal; class 4 has no samples
    const values = Float32Array.from({ length: rows * columns }, () =>
      Math.round(2 * random.normal()),
    );
    const own = Int32Array.from({ length: rows }, (_, i) => i % 4);
    const centroids = classCentroids(matrix(values, columns), own, classes);
    const found = separability(matrix(values, columns), own, classes);
    for (let d = 0; d < columns; d++) {
      let right = 0;
      for (let i = 0; i < rows; i++) {
        const distances = Array.from({ length: classes }, (_, c) =>
          Math.abs(
            Math.fround(
              (values[i * columns + d] ?? 0) - (centroids[c * columns + d] ?? Number.NaN),
            ),
          ),
        );
        const least = Math.min(...distances.filter((distance) => !Number.isNaN(distance)));
        if (distances.indexOf(least) === own[i]) right += 1;
      }
      expect(found[d]).toBe(right / rows);
    }
    expect(Math.max(...found)).toBeGreaterThan(0);
  });

  it('effective means strictly above the mean', () => {
    expect([...effectiveDimensions(Float64Array.from([1, 0.5, 0.75]))]).toEqual([0]);
    expect([...effectiveDimensions(Float64Array.from([0.5, 0.5]))]).toEqual([]);
  });

  it('a set holds what the teacher separates and the student does not', () => {
    const pairs = dimensionPairs([new Set([0, 1]), new Set([1, 2])], 4);
    expect(pairs).toEqual([
      { teacher: 0, student: 1, dimensions: [0] },
      { teacher: 1, student: 0, dimensions: [2] },
    ]);
  });

  it('the ablations take all dimensions, or those neither separates', () => {
    const sets = [new Set([0, 1]), new Set([1, 2])];
    expect(dimensionPairs(sets, 4, 'all')[0]?.dimensions).toEqual([0, 1, 2, 3]);
    expect(dimensionPairs(sets, 4, 'ineffective')[0]?.dimensions).toEqual([3]);
  });

  it('three modalities give six ordered pairs', () => {
    const one = { features, labels };
    expect(chooseDimensions([one, one, one], 2)).toHaveLength(6);
  });

  it('a class without samples never wins', () => {
    expect([...separability(features, labels, 3)]).toEqual([1, 0.5, 0.75]);
  });
});
