import { expect, it } from 'vitest';
import { meanInterval } from './bootstrap';

it('gives the points between which 95 of 100 means of redrawn values lie', () => {
  // 400,000 draws of numpy: .1375 and .625; means of eight such values stand .0125 apart
  const [low, high] = meanInterval([0.7, -0.1, 0.4, 0.5, 0.9, 0.3, -0.2, 0.6]) ?? [0, 0];
  expect(Math.abs(low - 0.1375)).toBeLessThanOrEqual(0.0126);
  expect(Math.abs(high - 0.625)).toBeLessThanOrEqual(0.0126);
});

it('of two values is known by hand: a quarter of the draws has the lower twice', () => {
  expect(meanInterval([1, 3])).toEqual([1, 3]);
  expect(meanInterval([1, 3], 0.4)).toEqual([2, 2]);
});

it('of equal values is that value', () => {
  expect(meanInterval([0.5, 0.5, 0.5])).toEqual([0.5, 0.5]);
});

it('needs two values', () => {
  expect(meanInterval([0.5])).toBeNull();
  expect(meanInterval([])).toBeNull();
});

it('is the same every time, and another with another seed', () => {
  const values = [0.11, 0.27, 0.05, 0.31, 0.193, 0.207];
  expect(meanInterval(values)).toEqual(meanInterval(values));
  expect(meanInterval(values, 0.95, 1)).not.toEqual(meanInterval(values, 0.95, 2));
});
