import { expect, test } from 'vitest';
import type { ChartLine, Point } from './chart';
import { PLAIN } from './chart-frame';
import { valuesAt } from './values-at';

const line = (points: readonly Point[]): ChartLine => ({
  ...PLAIN,
  key: 'a',
  name: 'A',
  label: 'a',
  tone: 'fusion',
  dash: 'solid',
  points,
});
const at = (points: readonly Point[], epoch: number) =>
  valuesAt({ lines: [line(points)] }, epoch).map(({ value }) => value);

test('a line says its value at the epoch, and of a thinned line the point before', () => {
  const points = [1, 4, 7].map((epoch) => ({ epoch, value: epoch / 10 }));
  expect(at(points, 4)).toEqual([0.4]);
  expect(at(points, 6)).toEqual([0.4]);
});

test('nothing is said before the first point, in a gap, or after a line has ended', () => {
  const points = [
    { epoch: 2, value: 0.2 },
    { epoch: 3, value: null },
    { epoch: 4, value: 0.4 },
  ];
  expect(at(points, 1)).toEqual([]);
  expect(at(points, 3)).toEqual([]);
  expect(at(points, 5)).toEqual([]);
});
