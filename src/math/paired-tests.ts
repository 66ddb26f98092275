/**
 * Tests of paired numbers, exact where that can be counted out: McNemar's for right and wrong answers to the same
 * samples, sign flipping for differences of the same seeds, and Holm's correction for a family of them.
 */
import { atMost } from './binomial';
import { randomStream } from './rng';

/** How two lists of right (1) and wrong (0) answers to the same samples differ. */
export interface Disagreement {
  readonly samples: number;
  /** Samples that only the first has right. */
  readonly onlyFirst: number;
  /** Samples that only the second has right. */
  readonly onlySecond: number;
}

/**
 * Counts the samples on which two lists disagree.
 * @throws RangeError where the lists are not of one length: then they are not of the same samples.
 */
export function disagreement(first: ArrayLike<number>, second: ArrayLike<number>): Disagreement {
  if (first.length !== second.length) {
    throw new RangeError(
      `${first.length} and ${second.length} answers are not of the same samples.`,
    );
  }
  let [onlyFirst, onlySecond] = [0, 0];
  for (let i = 0; i < first.length; i++) {
    if (first[i] && !second[i]) onlyFirst++;
    if (!first[i] && second[i]) onlySecond++;
  }
  return { samples: first.length, onlyFirst, onlySecond };
}

/**
 * McNemar's exact test: if both were equally good, each of the samples on which they disagree would be a fair coin.
 * @returns the two-sided p, 1 where they never disagree.
 */
export function mcNemar({ onlyFirst, onlySecond }: Disagreement): number {
  const tail = atMost(Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond, 0.5);
  return Math.min(1, 2 * tail);
}

/** Up to this many differences every choice of signs is counted, 2^14 of them. */
const MOST_COUNTED_OUT = 14;
/** With more, this many choices are drawn. */
const DRAWS = 20_000;
/** Sums that differ by less, relative to all of it, are equal but for rounding: .92 - .91 is not quite .01. */
const SAME_SUM = 1e-9;

/**
 * Two-sided sign-flip (permutation) test of paired differences: how often a sum at least this large would come about
 * if each difference were as likely to point the other way. Exact up to 14; beyond, from 20,000 drawn choices, the
 * observed one counted among them (Phipson and Smyth 2010), so that p is never 0.
 * @param differences finite numbers. @param seed of the draws.
 * @returns p in (0, 1]; 1 without differences.
 */
export function signFlip(differences: readonly number[], seed = 0): number {
  const sizes = differences.map(Math.abs);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  const asLarge = observed - SAME_SUM * all;
  const n = sizes.length;
  const count = (isFlipped: (place: number) => boolean): number => {
    const sum = sizes.reduce((total, size, i) => total + (isFlipped(i) ? -size : size), 0);
    return Math.abs(sum) >= asLarge ? 1 : 0;
  };
  let hits = 0;
  if (n <= MOST_COUNTED_OUT) {
    for (let mask = 0; mask < 2 ** n; mask++) hits += count((i) => (mask >> i) % 2 === 1);
    return hits / 2 ** n;
  }
  const random = randomStream(seed, 'sign-flip');
  for (let draw = 0; draw < DRAWS; draw++) hits += count(() => random.next() < 0.5);
  return (1 + hits) / (1 + DRAWS);
}

/**
 * Holm's correction (1979): the p that each test of a family has once all of them are looked at. Those at or below a
 * level are together wrong at most that often.
 * @returns in the order given, each at most 1.
 */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((p, place) => ({ p, place })).sort((a, b) => a.p - b.p);
  const adjusted = ps.map(() => 1);
  let highest = 0;
  order.forEach(({ p, place }, rank) => {
    highest = Math.min(1, Math.max(highest, p * (ps.length - rank)));
    adjusted[place] = highest;
  });
  return adjusted;
}
