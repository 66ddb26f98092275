import { describe, expect, it } from 'vitest';
import { matrix } from '../../math/matrix';
import { modalityGap } from './modality-gap';

describe('the modality gap', () => {
  // Units of (3, 4) and (6, 8) are (.6, .8), of (1, 0) and (5, 0) (1, 0): |(-.4, .8)| = sqrt(.8) = .894427.
  const a = matrix(Float64Array.from([3, 4, 6, 8]), 2);
  const b = matrix(Float64Array.from([1, 0, 5, 0]), 2);

  it('gives the hand case’s number, whatever the features’ length', () => {
    expect(modalityGap([a, b])).toBeCloseTo(Math.sqrt(0.8), 12);
  });

  it('is 0 for equal, 2 for opposite features and a mean over the pairs of three', () => {
    const opposite = matrix(
      b.values.map((value) => -value),
      2,
    );
    expect(modalityGap([b, b])).toBe(0);
    expect(modalityGap([b, opposite])).toBeCloseTo(2, 12);
    expect(modalityGap([a, a, b])).toBeCloseTo((2 * Math.sqrt(0.8)) / 3, 12);
  });

  it('is not defined for one modality or for features of two lengths', () => {
    expect(modalityGap([a])).toBeNull();
    expect(modalityGap([a, matrix(Float64Array.from([1, 2]), 1)])).toBeNull();
  });
});
