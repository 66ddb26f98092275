/** What is said of a sweep is true while it trains too. */
import { expect, test } from 'vitest';
import type { SweepLine } from './sweep-points';
import { meanText } from './sweep-words';

/** A run with so many trained seeds at each value. */
const line = (...counts: readonly number[]): SweepLine => ({
  run: 'di-mml',
  label: 'DI-MML',
  isSwept: true,
  points: counts.map((count, place) => ({
    place,
    value: place,
    singles: Array.from({ length: count }, (_, k) => ({ id: `${k}`, seed: k + 1, value: 0.5 })),
    failed: [],
    spread: null,
  })),
});

test('a mean is said to be over the seeds that have trained, not over those that are planned', () => {
  const said = (...lines: readonly SweepLine[]) => meanText(lines, 3, 'seed');
  expect(said(line(0, 0))).toBe('mean over 3 seeds');
  expect(said(line(2, 1, 0))).toBe('mean over 1 to 2 of 3 seeds');
  expect(said(line(2, 2), line(2))).toBe('mean over 2 of 3 seeds');
  expect(said(line(3, 3), line(3))).toBe('mean over 3 seeds');
  expect(meanText([line(1)], 1, 'fold')).toBe('mean over 1 fold');
});
