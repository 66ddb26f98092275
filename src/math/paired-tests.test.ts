import { describe, expect, it } from 'vitest';
import { disagreement, holm, mcNemar, signFlip } from './paired-tests';

describe("McNemar's exact test", () => {
  it('counts the samples on which two nets disagree', () => {
    expect(disagreement([1, 1, 0, 0, 1], [1, 0, 0, 1, 0])).toEqual({
      samples: 5,
      onlyFirst: 2,
      onlySecond: 1,
    });
  });

  it('refuses answers to different samples', () => {
    expect(() => disagreement([1, 0], [1])).toThrow('2 and 1 answers are not of the same samples.');
  });

  // twice the lower half of a fair coin, as exact fractions; by hand: 5 to 0 is 2/32, 1 to 6 is 16/128
  it.each([
    [5, 0, 2 / 32],
    [1, 6, 16 / 128],
    [10, 2, 0.03857421875],
    [35, 60, 0.01337870302600394],
    [4000, 4300, 0.001029736761268161],
    [3, 3, 1],
    [0, 0, 1],
  ])('of %d against %d', (onlyFirst, onlySecond, p) => {
    expect(mcNemar({ samples: 10_000, onlyFirst, onlySecond })).toBeCloseTo(p, 9);
    expect(mcNemar({ samples: 10_000, onlyFirst: onlySecond, onlySecond: onlyFirst })).toBeCloseTo(
      p,
      9,
    );
  });
});

describe('flipping signs', () => {
  it('counts every choice: by hand for three differences', () => {
    // sums of ±1 ±2 ±3: 6 4 2 0 0 -2 -4 -6
    expect(signFlip([1, 2, 3])).toBe(2 / 8);
    expect(signFlip([-1, 2, 3])).toBe(4 / 8);
    expect(signFlip([1, 2, -3])).toBe(1);
  });

  it.each([5, 6, 7, 8])('%d differences that all point one way give 2 of all choices', (n) => {
    expect(signFlip(Array.from({ length: n }, () => 0.01))).toBe(2 / 2 ** n);
  });

  // scipy.stats.permutation_test, permutation_type 'samples', every permutation
  it.each([
    [[0.7, -0.1, 0.4, 0.5, 0.9, 0.3, -0.2, 0.6], 10 / 256],
    [[0.01, 0.02, -0.005, 0.013, 0.004, 0.017, 0.011, -0.002, 0.009, 0.006], 14 / 1024],
  ])('agrees with scipy', (differences, p) => {
    expect(signFlip(differences)).toBe(p);
  });

  it('takes sums for equal that differ by rounding only', () => {
    // .92 - .91 is not .01 to the last bit. Sums of ±.01 ±.01 ±.05 of at least .05: .07, .05 and .05, and their negatives
    expect(signFlip([0.92 - 0.91, -(0.02 - 0.01), 0.05])).toBe(6 / 8);
  });

  it('says 1 where nothing differs, and where there is nothing', () => {
    expect(signFlip([0, 0, 0, 0, 0, 0, 0])).toBe(1);
    expect(signFlip([])).toBe(1);
  });

  it('draws choices beyond 14, near the exact p, the same every time', () => {
    const sixteen = [10, 20, -5, 13, 4, -17, 11, -2, 9, 6, -10, -3, 8, -12, 1, 5];
    // all 65,536 choices counted: .3654; the draws' standard error is .0034
    expect(Math.abs(signFlip(sixteen) - 0.3654)).toBeLessThan(0.0102);
    expect(signFlip(sixteen)).toBe(signFlip(sixteen));
    expect(signFlip(sixteen, 1)).not.toBe(signFlip(sixteen, 2));
  });

  it('never says that a thing is impossible', () => {
    expect(signFlip(Array.from({ length: 40 }, () => 1))).toBe(1 / 20_001);
  });
});

describe("Holm's correction", () => {
  it('multiplies the smallest by the whole family, the next by one less, and never falls', () => {
    // by hand: .01 * 4; .02 * 3; .03 * 2; then .04 * 1 would fall below .06
    expect(holm([0.04, 0.01, 0.03, 0.02])).toEqual([0.06, 0.04, 0.06, 0.06]);
  });

  it('never passes 1', () => {
    expect(holm([0.9, 0.5])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
