/**
 * What several seeds came to: a number of each seed, their mean, spread and interval, and how far the same modality got
 * alone on the same seed. Pure.
 */
import { meanInterval } from '../math/bootstrap';
import type { Accuracy, AccuracyGap } from '../protocol/units';
import { below } from './difference';
import { spreadOf as spreadOfValues } from './spread';

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
  /** 95 % bootstrap interval of the mean; null for one seed. */
  readonly interval: readonly [number, number] | null;
}

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
