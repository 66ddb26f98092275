/**
 * The one door through which an accuracy becomes a place on a scale: charts draw it and say nothing of it. What may be
 * said of two of them is for src/verdict alone, and a test looks after that. Imports only types.
 */
import type { Accuracy } from '../../protocol/units';

/** Where it is drawn; null where it is not known. */
export const drawn = (accuracy: Accuracy | null | undefined): number | null => accuracy ?? null;

/** Where the mean of several is drawn; null for none. */
export function drawnMean(accuracies: readonly Accuracy[]): number | null {
  if (accuracies.length === 0) return null;
  return accuracies.reduce<number>((sum, one) => sum + one, 0) / accuracies.length;
}
