import { expect, test } from 'vitest';
import { roomyTicks } from './plot-frame';

test('numbers of an axis never lie over each other, and 0 stays where it is one of them', () => {
  const at = (apart: number) => (value: number) => 100 - (value / 0.2) * apart;
  const ticks = [-0.2, 0, 0.2, 0.4, 0.6];
  expect(roomyTicks(ticks, at(11), 11)).toEqual(ticks);
  expect(roomyTicks(ticks, at(7), 11)).toEqual([0, 0.4]);
  expect(roomyTicks(ticks, at(5), 11)).toEqual([0, 0.6]);
  expect(roomyTicks([1, 10, 100], (value) => -6 * Math.log10(value), 11)).toEqual([1, 100]);
  expect(roomyTicks([0.5], at(11), 11)).toEqual([0.5]);
  expect(roomyTicks([], at(11), 11)).toEqual([]);
});
