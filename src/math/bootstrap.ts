/** The bootstrap interval of a mean: what means of samples drawn with replacement from these values vary between. */
import { randomStream } from './rng';

/** One less than a round number, so that the 2.5 % points are values of the list and not between two. */
const DRAWS = 4999;

/**
 * Percentile interval of the mean (Efron 1979), from 4,999 seeded draws.
 * @param values finite numbers. @param confidence e.g. .95.
 * @returns null for fewer than two values, which have no spread.
 */
export function meanInterval(
  values: readonly number[],
  confidence = 0.95,
  seed = 0,
): readonly [number, number] | null {
  const n = values.length;
  if (n < 2) return null;
  const random = randomStream(seed, 'bootstrap');
  const means = Float64Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[random.below(n)] ?? 0;
    return sum / n;
  }).sort();
  const outside = Math.round(((1 - confidence) / 2) * (DRAWS + 1));
  return [means[outside - 1] ?? Number.NaN, means[DRAWS - outside] ?? Number.NaN];
}
