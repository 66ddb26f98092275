import { describe, expect, it } from 'vitest';
import { atLeast, atMost, shareInterval } from './binomial';

describe('binomial tails', () => {
  it('agree with counting by hand', () => {
    // three coins: 1 + 3 of 8 ways give one head or none
    expect(atMost(1, 3, 0.5)).toBeCloseTo(4 / 8, 12);
    // two throws of a die, at least one six: 1 - (5/6)^2
    expect(atLeast(1, 2, 1 / 6)).toBeCloseTo(11 / 36, 12);
  });

  // exact rational sums; the two large ones from scipy.stats.binom
  it.each([
    [3, 10, 0.25, 0.7758750915527344],
    [40, 100, 0.5, 0.028443966820490395],
    [450, 1000, 0.5, 0.0008652680424881588],
    [125, 1000, 0.125, 0.5238170265384601],
    [49_500, 100_000, 0.5, 0.0007911799394257577],
  ])('P(X <= %d of %d at %d)', (k, n, p, exact) => {
    expect(atMost(k, n, p) / exact).toBeCloseTo(1, 6);
  });

  it('meet in the middle: what is not at most k is at least k + 1', () => {
    for (let k = 0; k < 50; k++) {
      expect(atMost(k, 50, 0.3) + atLeast(k + 1, 50, 0.3)).toBeCloseTo(1, 12);
    }
    expect(atLeast(150, 1000, 0.125)).toBeCloseTo(0.010905537299671371, 10);
  });

  it('know the edges', () => {
    expect([atMost(0, 0, 0.5), atMost(4, 4, 0.5), atLeast(0, 4, 0.5)]).toEqual([1, 1, 1]);
    expect([atMost(1, 4, 0), atMost(3, 4, 1), atLeast(4, 4, 1)]).toEqual([1, 0, 1]);
  });

  it('refuse what cannot be counted', () => {
    expect(() => atMost(5, 4, 0.5)).toThrow('5 of 4 is no number of successes.');
    expect(() => atMost(0.5, 4, 0.5)).toThrow('0.5 of 4 is no number of successes.');
    expect(() => atMost(1, 4, 1.5)).toThrow('A chance lies between 0 and 1, not at 1.5.');
  });
});

describe('the exact interval of a share', () => {
  // scipy.stats.beta.ppf; 0 of n by hand: 1 - .025^(1/n)
  it.each([
    [7, 10, 0.3475471499400027, 0.9332604888222655],
    [1, 200, 0.00012658102786701825, 0.02754189845720562],
    [10, 200, 0.024234165472108552, 0.09002753770135137],
    [0, 20, 0, 1 - 0.025 ** (1 / 20)],
    [20, 20, 0.025 ** (1 / 20), 1],
    [0, 0, 0, 1],
  ])('of %d in %d', (k, n, low, high) => {
    const interval = shareInterval(k, n);
    expect(interval[0]).toBeCloseTo(low, 9);
    expect(interval[1]).toBeCloseTo(high, 9);
  });
});
