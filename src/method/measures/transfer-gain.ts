/**
 * Transfer gain: what the student has learnt along the dimensions it is taught (docs/measures.md#how-features-meet).
 * Gain = mean over d in A of s^s[d] now - mean over d in A of s^s[d] when A was chosen, s the separability (R5).
 */
import { numberAt } from '../../math/numbers';

/**
 * @param now separability of the student's dimensions, `[dims]`, 0..1. @param atChoice the same when A was chosen.
 * @param dimensions the set A.
 * @returns -1..1; null for an empty set.
 */
export function transferGain(
  now: Float64Array,
  atChoice: Float64Array,
  dimensions: readonly number[],
): number | null {
  if (dimensions.length === 0) return null;
  const total = dimensions.reduce((sum, d) => sum + numberAt(now, d) - numberAt(atChoice, d), 0);
  return total / dimensions.length;
}
