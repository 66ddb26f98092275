/**
 * Whether end numbers came out again: the numbers of one race, made twice. Says nothing of methods; it only holds a
 * number against itself. Pure.
 */
import type { Accuracy, AccuracyGap } from '../protocol/units';

/** A number as it was said to be, and as it came out. */
export interface MadeTwice {
  /** "Joint, fusion". */
  readonly what: string;
  readonly there: Accuracy;
  /** Null where it did not come out at all. */
  readonly here: Accuracy | null;
}

export interface Reproduction {
  readonly all: number;
  /** Those that are the same to the last digit. */
  readonly same: number;
  /** Those that did not come out. */
  readonly missing: readonly string[];
  /** What lies furthest apart; null where everything that came out is the same. */
  readonly furthest: (MadeTwice & { readonly here: Accuracy; readonly by: AccuracyGap }) | null;
  /** Whether even that is within what the rounding of another back end does to a trained net. */
  readonly isNear: boolean;
}

/** Two points, or one test sample where that is worth more: what trained nets differ by after rounding differently. */
const NEAR = 0.02;

/** @param samples of the test split; 0 where nobody knows. */
export function reproduction(numbers: readonly MadeTwice[], samples: number): Reproduction {
  let furthest: Reproduction['furthest'] = null;
  for (const each of numbers) {
    const { here, there } = each;
    if (here === null || here === there) continue;
    const by: AccuracyGap = here - there;
    if (!furthest || Math.abs(by) > Math.abs(furthest.by)) furthest = { ...each, here, by };
  }
  const near = Math.max(NEAR, samples > 0 ? 1 / samples : 0) + 1e-9;
  return {
    all: numbers.length,
    same: numbers.filter(({ there, here }) => here === there).length,
    missing: numbers.flatMap(({ what, here }) => (here === null ? [what] : [])),
    furthest,
    isNear: furthest === null || Math.abs(furthest.by) <= near,
  };
}
