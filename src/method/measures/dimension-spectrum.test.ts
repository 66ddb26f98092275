import { describe, expect, it } from 'vitest';
import { dimensionSpectrum, jaccard, setSizes } from './dimension-spectrum';

describe('the Jaccard index', () => {
  it('is common over all, 1 for equal and 0 for disjoint sets', () => {
    expect(jaccard([1, 2, 3], [2, 3, 4])).toBe(0.5); // {2, 3} of {1, 2, 3, 4}
    expect(jaccard([4, 1], [1, 4])).toBe(1);
    expect(jaccard([1], [2])).toBe(0);
    expect(jaccard([], [])).toBe(1);
    expect(jaccard([], [2])).toBe(0);
  });
});

describe('the dimension spectrum', () => {
  // Means .4 and .5. Effective: picture {0, 1}, sound {1, 2}: one both, one each alone, dimension 3 in neither.
  const picture = Float64Array.from([0.6, 0.7, 0.2, 0.1]);
  const sound = Float64Array.from([0.3, 0.6, 0.8, 0.3]);
  const ids = ['picture', 'sound'];
  const now = [
    { teacher: 0, student: 1, dimensions: [0] },
    { teacher: 1, student: 0, dimensions: [2] },
  ];

  it('counts the hand case’s sets and their drift', () => {
    const fixed = [
      { teacher: 0, student: 1, dimensions: [0, 3] },
      { teacher: 1, student: 0, dimensions: [2] },
    ];
    const got = dimensionSpectrum(ids, [picture, sound], fixed, now);
    expect(got.sizes).toEqual({ both: 1, neither: 1, only: { picture: 1, sound: 1 } });
    expect(got.mean.picture).toBeCloseTo(0.4, 12);
    expect(got.separability.sound).toEqual([0.3, 0.6, 0.8, 0.3]);
    expect(got.drift).toEqual([
      { teacher: 'picture', student: 'sound', jaccard: 0.5 },
      { teacher: 'sound', student: 'picture', jaccard: 1 },
    ]);
  });

  it('has no drift without fixed sets and no sizes for features of two lengths', () => {
    expect(dimensionSpectrum(ids, [picture, sound], null, now).drift).toBeNull();
    expect(dimensionSpectrum(ids, [picture, sound.slice(1)], null, []).sizes).toBeNull();
  });

  it('counts every dimension once, however many modalities there are', () => {
    const effective = [new Set([0, 1, 2]), new Set([1, 2, 3]), new Set([2, 5])];
    const sizes = setSizes(['a', 'b', 'c'], effective, 7);
    expect(sizes).toEqual({ both: 2, neither: 2, only: { a: 1, b: 1, c: 1 } });
  });
});
