/**
 * What several seeds say of methods: every method against a baseline, in one measure, paired by seed. The only place
 * where the lab says that one method is better than another. Sign-flip test of the differences, Holm over the family,
 * bootstrap interval of their mean. Pure.
 */
import { meanInterval } from '../math/bootstrap';
import { holm, signFlip } from '../math/paired-tests';
import type { Accuracy, AccuracyGap } from '../protocol/units';
import { meanOf } from './spread';
import { LEVEL, type Verdict, verdictOf } from './words';

/** One method's numbers in one measure. */
export interface MethodValues {
  readonly method: string;
  /** By seed; a seed whose run failed, or has no such number, is not there. */
  readonly bySeed: ReadonlyMap<number, Accuracy>;
}

export interface SeedsCompared {
  /** In the race's order, the baseline among them. All of the race, shown or not: they are the family. */
  readonly values: readonly MethodValues[];
  readonly baseline: string;
  /** Which number it is: `fusion`, `unimodal.sound`. */
  readonly measure: string;
}

export interface SeedComparison {
  readonly method: string;
  /** The baseline. */
  readonly against: string;
  readonly measure: string;
  /** The seeds that both have, ascending. */
  readonly seeds: readonly number[];
  /** The method's number minus the baseline's, seed by seed, unrounded. */
  readonly differences: readonly AccuracyGap[];
  /** Mean of the differences; null without any. */
  readonly mean: AccuracyGap | null;
  /** 95 % bootstrap interval of the mean; null for fewer than two differences. */
  readonly interval: readonly [number, number] | null;
  /** Two-sided, of this comparison by itself. */
  readonly p: number;
  /** The same after Holm's correction for the family. */
  readonly pHolm: number;
  readonly verdict: Verdict;
  /** Fewer paired seeds than this could say nothing, whatever their numbers. */
  readonly least: number;
}

/**
 * The fewest seeds with which a family of so many comparisons can say anything: with n seeds the smallest p is 2 / 2^n,
 * and Holm's first level is .05 / comparisons. 6 for one, 7 for two or three, 8 for four to six.
 */
export function leastSeeds(comparisons: number): number {
  let seeds = 1;
  while (2 / 2 ** seeds > LEVEL / Math.max(1, comparisons)) seeds++;
  return seeds;
}

/** Seeds that both have, ascending, with the differences. */
function paired(ours: MethodValues, theirs: MethodValues) {
  const both = [...ours.bySeed]
    .flatMap(([seed, value]) => {
      const other = theirs.bySeed.get(seed);
      return other === undefined ? [] : [{ seed, difference: value - other }];
    })
    .sort((a, b) => a.seed - b.seed);
  return {
    seeds: both.map(({ seed }) => seed),
    differences: both.map(({ difference }) => difference),
  };
}

/**
 * Every method against the baseline, in the order given.
 * @throws RangeError where the baseline is not among the methods.
 */
export function compareSeeds({ values, baseline, measure }: SeedsCompared): SeedComparison[] {
  const theirs = values.find(({ method }) => method === baseline);
  if (!theirs) {
    const methods = values.map(({ method }) => method).join(', ');
    throw new RangeError(`The baseline ${baseline} is none of these methods: ${methods}.`);
  }
  const family = values
    .filter((ours) => ours !== theirs)
    .map((ours) => ({ method: ours.method, ...paired(ours, theirs) }));
  const ps = family.map(({ differences }) => signFlip(differences));
  const corrected = holm(ps);
  const least = leastSeeds(family.length);
  return family.map(({ method, seeds, differences }, i) => {
    const [mean, p, pHolm] = [meanOf(differences), ps[i] ?? 1, corrected[i] ?? 1];
    return {
      method,
      against: baseline,
      measure,
      seeds,
      differences,
      mean,
      interval: meanInterval(differences),
      p,
      pHolm,
      verdict: differences.length < least ? 'too-few' : verdictOf(mean ?? 0, pHolm),
      least,
    };
  });
}
