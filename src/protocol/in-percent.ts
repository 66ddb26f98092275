/** A share as a number in percent: the one place that rounds it, for the page's words and those of verdicts alike. */

import type { Accuracy } from './units';

/** More digits than this are never needed: no data set here has a million samples. */
const MOST_DIGITS = 4;

/** A share in percent, with as many more digits as it takes not to read 0 or 100 where it is neither. */
export function inPercent(share: Accuracy, digits: number): string {
  const text = (share * 100).toFixed(digits);
  const isExact = share <= 0 || share >= 1 || digits >= MOST_DIGITS;
  const isEdge = Number(text) === 0 || Number(text) === 100;
  return isEdge && !isExact ? inPercent(share, digits + 1) : text;
}
