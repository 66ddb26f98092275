/**
 * Thins a line out to what a screen can show. Points are left out, never averaged: what is drawn
 * was measured.
 */
import type { Point } from './chart';

/** More points than this are finer than the chart's pixels. */
export const MAX_POINTS = 300;

/** Every k-th point, always with the first, the last, and the borders of gaps. */
export function decimate(points: readonly Point[], max: number = MAX_POINTS): readonly Point[] {
  if (points.length <= max) return points;
  const stride = Math.ceil(points.length / max);
  return points.filter((point, i) => {
    const previous = points[i - 1];
    const next = points[i + 1];
    if (previous === undefined || next === undefined) return true;
    if (i % stride === 0) return true;
    const bordersGap = (point.value === null) !== (previous.value === null);
    const endsGap = (point.value === null) !== (next.value === null);
    return bordersGap || endsGap;
  });
}
