import { describe, expect, it } from 'vitest';
import { studentP, welch } from './student';

describe('the tails of Student’s t', () => {
  it.each([
    // from the tables
    [12.706, 1, 0.05],
    [2.228, 10, 0.05],
    [2.845, 20, 0.01],
    [1.96, 1e6, 0.05],
    [3.169, 10, 0.01],
  ])('t = %d with %d degrees of freedom: %d', (t, freedom, p) => {
    expect(studentP(t, freedom)).toBeCloseTo(p, 4);
    expect(studentP(-t, freedom)).toBe(studentP(t, freedom));
  });

  it('of one degree of freedom are those of Cauchy’s distribution', () => {
    for (const t of [0.1, 1, 3, 40]) {
      expect(studentP(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 10);
    }
    expect(studentP(0, 7)).toBe(1);
  });
});

describe('Welch’s comparison', () => {
  it('of equal spreads and sizes is the t test of 2 n - 2 degrees of freedom', () => {
    const compared = welch({ mean: 3, sd: 2, n: 6 }, { mean: 1, sd: 2, n: 6 });
    const standardError = Math.sqrt(4 / 6 + 4 / 6);
    expect(compared?.standardError).toBeCloseTo(standardError, 12);
    expect(compared?.p).toBeCloseTo(studentP(2 / standardError, 10), 12);
    // t of .05 and 10 degrees of freedom
    expect(compared?.interval[0]).toBeCloseTo(2 - 2.22814 * standardError, 4);
    expect(compared?.interval[1]).toBeCloseTo(2 + 2.22814 * standardError, 4);
  });

  it('of unequal ones counts the degrees of freedom of both together', () => {
    // a = 1/4, b = 16/10: (1.85)^2 / (.0625/3 + 2.56/9) = 11.211 degrees of freedom, t = 4 / sqrt(1.85)
    const compared = welch({ mean: 14, sd: 1, n: 4 }, { mean: 10, sd: 4, n: 10 });
    expect(compared?.p).toBeCloseTo(
      studentP(4 / Math.sqrt(1.85), 1.85 ** 2 / (0.0625 / 3 + 2.56 / 9)),
      10,
    );
    expect(compared?.difference).toBe(4);
  });

  it('says nothing of one value, or of two without spread', () => {
    expect(welch({ mean: 1, sd: 0, n: 1 }, { mean: 2, sd: 1, n: 9 })).toBeNull();
    expect(welch({ mean: 1, sd: 0, n: 5 }, { mean: 2, sd: 0, n: 9 })).toBeNull();
  });
});
