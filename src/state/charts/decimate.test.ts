import { expect, test } from 'vitest';
import type { Point } from './chart';
import { decimate, MAX_POINTS } from './decimate';

const points = (count: number, gap: readonly number[] = []): readonly Point[] =>
  Array.from({ length: count }, (_, i) => ({
    epoch: i + 1,
    value: gap.includes(i + 1) ? null : i,
  }));

test('a short line keeps every point', () => {
  expect(decimate(points(MAX_POINTS))).toHaveLength(MAX_POINTS);
});

test('five thousand epochs become at most three hundred points, the first and the last among them', () => {
  const thinned = decimate(points(5000));
  expect(thinned.length).toBeLessThanOrEqual(MAX_POINTS + 1);
  expect(thinned.at(0)?.epoch).toBe(1);
  expect(thinned.at(-1)?.epoch).toBe(5000);
});

test('what is drawn was measured, and a gap stays a gap', () => {
  const thinned = decimate(points(1000, [500, 501]));
  expect(thinned.filter(({ value }) => value === null).map(({ epoch }) => epoch)).toEqual([
    500, 501,
  ]);
  expect(thinned.every(({ epoch, value }) => value === null || value === epoch - 1)).toBe(true);
});
