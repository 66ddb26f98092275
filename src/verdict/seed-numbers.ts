/**
 * What several seeds came to: a number of each seed, their mean, spread and interval, and how far the same modality got
 * alone on the same seed. Pure.
 */
import { meanInterval } from '../math/bootstrap';
import type { Accuracy, AccuracyGap } from '../protocol/units';
import { below } from './difference';
import { spreadOf as spreadOfValues } from './spread';

const FEWEST_FOR_INTERVAL = 3;

/** One accuracy of every seed that has it. */
export type BySeed = ReadonlyMap<number, Accuracy>;
/** A difference of two accuracies of every seed that has both. */
export type GapBySeed = ReadonlyMap<number, AccuracyGap>;

export interface SeedSpread {
  /** How many seeds have it. */
  readonly seeds: number;
  readonly mean: Accuracy;
  /** Sample standard deviation; null for one seed. */
  readonly sd: number | null;
  /** 95 % bootstrap interval of the mean, of two seeds their range (`intervalKind`); null for one seed. */
  readonly interval: readonly [number, number] | null;
}

/** What an interval over so many seeds is: of two seeds no bootstrap finds more than their two numbers. */
export const intervalKind = (seeds: number): 'bootstrap' | 'range' =>
  seeds < FEWEST_FOR_INTERVAL ? 'range' : 'bootstrap';

/** What stands in a table's interval over so many seeds, e.g. "95 % interval": a range of two is no confidence. */
export const intervalWords = (seeds: number): string =>
  intervalKind(seeds) === 'range' ? 'range of the two' : '95\u00A0% interval';

/** Mean and sample standard deviation; null where no seed has the number. */
export function meanAndSd(values: BySeed): Pick<SeedSpread, 'mean' | 'sd'> | null {
  return spreadOfValues([...values.values()]);
}

/** The same with the interval, which takes a thousand times as long; null where no seed has the number. */
export function spreadOf(values: BySeed): SeedSpread | null {
  const known = meanAndSd(values);
  return known && { ...known, seeds: values.size, interval: meanInterval([...values.values()]) };
}

/** How far a modality stands below what it reaches alone, on every seed that knows both; from unrounded numbers. */
export function gapsOf(alone: BySeed, here: BySeed): GapBySeed {
  return new Map(
    [...here].flatMap(([seed, accuracy]) => {
      const reached = alone.get(seed);
      return reached === undefined ? [] : [[seed, below(reached, accuracy)] as const];
    }),
  );
}
