/** Whether a race has end numbers that a link can carry. Pure. */
import type { ShownRace } from '../time/shown-store';

/** Whether the race of the page's settings, trained here or found as it was, has come to its end. */
export const hasEnded = ({ phase, origin }: Pick<ShownRace, 'phase' | 'origin'>): boolean =>
  phase === 'ended' && (origin?.kind !== 'shelf' || origin.whole === 'found');
