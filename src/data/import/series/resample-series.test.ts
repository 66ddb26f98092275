import { expect, it } from 'vitest';
import { evenly } from './resample-series';

const at = (times: readonly number[], values: readonly number[], length: number) =>
  Array.from(evenly(times, values, [times[0] ?? 0, times.at(-1) ?? 0], length) ?? []);

it('leaves readings that are even already as they are', () => {
  expect(at([0, 1, 2, 3], [5, -1, 4, 0], 4)).toEqual([5, -1, 4, 0]);
});

it('goes straight from reading to reading where moments are more, whatever the clock does between', () => {
  expect(at([0, 1, 4], [0, 10, 40], 5)).toEqual([0, 10, 20, 30, 40]);
});

it('bridges a reading that is no number', () => {
  expect(at([0, 1, 2], [1, Number.NaN, 3], 3)).toEqual([1, 2, 3]);
  expect(evenly([0, 1], [Number.NaN, Number.NaN], [0, 1], 4)).toBeNull();
});

it('takes means where readings are more, so that a swing faster than the moments vanishes', () => {
  const times = Array.from({ length: 401 }, (_, i) => i);
  const fast = times.map((i) => 7 + (i % 2 ? 1 : -1));
  for (const value of at(times, fast, 11)) expect(value).toBeCloseTo(7, 1);
  // a slope keeps its mean around each moment; the ends have half a step only
  expect(at(times, times, 5)).toEqual([25, 100, 200, 300, 375]);
});

it('goes on level before the first and after the last reading', () => {
  expect(Array.from(evenly([2, 3], [4, 8], [0, 5], 6) ?? [])).toEqual([4, 4, 4, 8, 8, 8]);
});
