/**
 * What the folds of a cross-validation come to: the numbers of seeds-table.ts by fold, and the differences from the
 * baseline with their spread. No test is made of them: the folds share most of their training samples, so their numbers
 * are not independent, and a test of differences over folds finds some where there are none (Bengio and Grandvalet
 * 2004, "No unbiased estimator of the variance of k-fold cross-validation"). Pure.
 */
import type { AccuracyGap } from '../../protocol/units';
import { spreadOfNumbers } from '../../verdict/spread';
import type { RunOverSeeds, SeedsTable } from './seeds-table';

/** A difference from the baseline in one number, fold by fold. */
interface FoldComparison {
  readonly method: string;
  readonly against: string;
  readonly measure: string;
  /** In the order of the folds that both have. */
  readonly differences: readonly AccuracyGap[];
  readonly mean: number | null;
  readonly sd: number | null;
}

interface RunOverFolds extends Omit<RunOverSeeds, 'failed'> {
  readonly failed?: readonly { readonly fold: number; readonly code: string }[];
}

export interface FoldsTable {
  readonly baseline: string;
  readonly folds: readonly number[];
  readonly runs: readonly RunOverFolds[];
  readonly comparisons: readonly FoldComparison[];
}

export function asFolds({ baseline, seeds, runs, comparisons }: SeedsTable): FoldsTable {
  return {
    baseline,
    folds: seeds,
    runs: runs.map(({ failed, ...run }) => ({
      ...run,
      ...(failed && { failed: failed.map(({ seed, code }) => ({ fold: seed, code })) }),
    })),
    comparisons: comparisons.map(({ method, against, measure, differences }) => {
      const spread = spreadOfNumbers(differences);
      return {
        ...{ method, against, measure, differences },
        ...{ mean: spread?.mean ?? null, sd: spread?.sd ?? null },
      };
    }),
  };
}
