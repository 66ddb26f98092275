/**
 * Differences and orders of accuracies, for numbers and places on the page that claim nothing: what may be said of them
 * is a verdict's business. Here, so that nobody else subtracts or sorts accuracies and draws a conclusion. Pure.
 */

import type { Accuracy, AccuracyGap } from '../protocol/units';

/** How far `accuracy` stands below `alone`; negative above it. Unrounded: it is rounded once, where it is written. */
export const below = (alone: Accuracy, accuracy: Accuracy): AccuracyGap => alone - accuracy;

/** A copy with the highest accuracy first; those that have none are left out, equals keep their order. */
export function highestFirst<T>(
  items: readonly T[],
  accuracyOf: (item: T) => Accuracy | null | undefined,
): readonly (T & { readonly accuracy: Accuracy })[] {
  return items
    .flatMap((item) => {
      const accuracy = accuracyOf(item);
      return accuracy === null || accuracy === undefined ? [] : [{ ...item, accuracy }];
    })
    .sort((a, b) => b.accuracy - a.accuracy);
}

/** Whether the highest of a sorted list is one of several equals, so that none of them is the best. */
export function isFirstShared(ranked: readonly { readonly accuracy: Accuracy }[]): boolean {
  return ranked.length > 1 && ranked[0]?.accuracy === ranked[1]?.accuracy;
}

/** A copy with the widest gap first; equals keep their order. */
export function widestFirst<T extends { readonly below: AccuracyGap }>(
  gaps: readonly T[],
): readonly T[] {
  return [...gaps].sort((a, b) => b.below - a.below);
}
