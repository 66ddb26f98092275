import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
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
    expect(chooseDimensions([features, features, features], labels, 2)).toHaveLength(6);
  });

  it('a class without samples never wins', () => {
    expect([...separability(features, labels, 3)]).toEqual([1, 0.5, 0.75]);
  });
});
