import { expect, it } from 'vitest';
import { nothingMended, type Readings, steadyStretches } from './readings';

const readings = (times: readonly number[] | null, values: readonly number[]): Readings => ({
  channels: ['x'],
  times: times && Float64Array.from(times),
  values: [Float64Array.from(values)],
});
const stretches = (some: Readings) => {
  const mended = nothingMended();
  const parts = steadyStretches(some, mended).map(({ times, values }) => ({
    times: times && [...times],
    x: [...(values[0] ?? [])],
  }));
  return { parts, mended };
};
const counted = (count: number) => Array.from({ length: count }, (_, i) => i);

it('leaves a steady recording as it is', () => {
  const { parts, mended } = stretches(readings([0, 10, 20], [3, 4, 5]));
  expect(parts).toEqual([{ times: [0, 10, 20], x: [3, 4, 5] }]);
  expect(mended).toEqual(nothingMended());
});

it('puts readings in the order of time where it goes back a little, and takes each moment once', () => {
  const { parts, mended } = stretches(readings([0, 20, 10, 30, 30, 40], [0, 2, 1, 3, 9, 4]));
  expect(parts).toEqual([{ times: [0, 10, 20, 30, 40], x: [0, 1, 2, 3, 4] }]);
  expect(mended).toMatchObject({ backwards: 1, repeated: 1, pauses: 0 });
});

it('cuts where the clock pauses or begins anew, not where single readings were dropped', () => {
  const times = [...counted(5), 8, 9, 10, 100, 101, 102, 0, 1, 2];
  const { parts, mended } = stretches(readings(times, counted(times.length)));
  expect(parts.map((part) => part.times)).toEqual([
    [0, 1, 2, 3, 4, 8, 9, 10],
    [100, 101, 102],
    [0, 1, 2],
  ]);
  expect(mended).toMatchObject({ pauses: 2, backwards: 0 });
});

it('passes over a single reading whose clock is wrong', () => {
  const times = counted(12).map((i) => (i === 6 ? 0 : 90_000 + i));
  const { parts, mended } = stretches(readings(times, counted(12)));
  expect(parts.map(({ x }) => x)).toEqual([[0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11]]);
  expect(mended).toMatchObject({ empty: 1, pauses: 0 });
});

it('passes over readings without a number or without a time', () => {
  const { parts, mended } = stretches(readings([0, Number.NaN, 2, 3], [1, 2, Number.NaN, 4]));
  expect(parts).toEqual([{ times: [0, 3], x: [1, 4] }]);
  expect(mended.empty).toBe(2);
});

it('counts readings as even where the clock is coarser than they are', () => {
  const { parts, mended } = stretches(readings([7, 7, 7, 8, 8, 8, 8], counted(7)));
  expect(parts).toEqual([{ times: null, x: counted(7) }]);
  expect(mended.coarse).toBe(1);
});

it('has no clock where there is none', () => {
  expect(stretches(readings(null, [3, 1])).parts).toEqual([{ times: null, x: [3, 1] }]);
});
