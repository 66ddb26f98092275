import { expect, it } from 'vitest';
import { heatOf, heatRange } from './heat';

it('a shade is strongest where the number is highest', () => {
  const range = heatRange([{ mean: 0.9 }, { mean: 0.5 }, { mean: 0.7 }]);
  expect(range).toEqual([0.5, 0.9]);
  expect([0.9, 0.5, 0.7].map((mean) => heatOf(mean, range))).toEqual([1, 0, expect.closeTo(0.5)]);
});

it('cells that are alike have none', () => {
  expect(heatOf(0.4, heatRange([{ mean: 0.4 }]))).toBe(0);
});
