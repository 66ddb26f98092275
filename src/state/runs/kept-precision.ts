/** How finely a race that is not trained here has its snapshots, in words, wherever their numbers are shown or leave. Pure. */
import type { PastOrigin } from '../time/past-race';

/** Of probabilities (`pack-snapshots.ts`, `recorded-snapshots.ts`); null of a race that trains in this tab. */
export function probabilitiesText(origin: PastOrigin | null): string | null {
  if (origin === null) return null;
  return origin.kind === 'shelf'
    ? 'This run was kept: its probabilities are within 0.7 points of those it had, its answers as they were.'
    : 'This run was recorded: its probabilities are within 2 points of those it had, its answers as they were.';
}

/** Of features of a kept race. */
export const KEPT_FEATURES =
  'This race was kept: its features are rounded to a 127th of the largest one of their epoch and modality.';
