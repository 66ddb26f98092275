/**
 * What several accuracies, or differences of them, come to together: mean and standard deviation for tables, cards and
 * bands, which compare nothing. The one place that calculates them. Pure.
 */
import type { Accuracy } from '../protocol/units';

/** Mean and sample standard deviation; the sd of one value is null. Of plain numbers where it says so, else of accuracies. */
export interface Spread<N extends number = Accuracy> {
  readonly mean: N;
  readonly sd: number | null;
}

/** Null without any value. */
export function meanOf(values: readonly Accuracy[]): number | null {
  if (values.length === 0) return null;
  return values.reduce<number>((sum, value) => sum + value, 0) / values.length;
}

/** Of these values; null without any. */
export function spreadOf(values: readonly Accuracy[]): Spread | null {
  const mean = meanOf(values);
  if (mean === null) return null;
  if (values.length === 1) return { mean, sd: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

/** The same of numbers that are no accuracies, or not only: nothing has to be tested before they are calculated with. */
export const spreadOfNumbers = (values: readonly number[]): Spread<number> | null =>
  spreadOf(values);

/** One standard deviation either way of the mean; the mean itself where there is none. */
export const aroundMean = ({
  mean,
  sd,
}: Spread): { readonly low: number; readonly high: number } => ({
  low: mean - (sd ?? 0),
  high: mean + (sd ?? 0),
});

/** A point of a band: the mean of several curves and one standard deviation either way. */
export interface BandPoint {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Point by point, as far as the shortest curve goes. */
export function bandOf(curves: readonly (readonly number[])[]): readonly BandPoint[] {
  const length = curves.length === 0 ? 0 : Math.min(...curves.map((curve) => curve.length));
  return Array.from({ length }, (_, i) => {
    const spread = spreadOf(curves.map((curve) => curve[i] ?? 0)) ?? { mean: 0, sd: null };
    return { mean: spread.mean, ...aroundMean(spread) };
  });
}
