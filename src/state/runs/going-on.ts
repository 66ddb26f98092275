/** Whether a race on the shelf that did not come to its end can go on from where it was left. Pure. */
import type { RunCard } from './run-card';

export interface LeftRaces {
  /** Those that are kept with a checkpoint; null before that is known. */
  readonly kept: ReadonlySet<string> | null;
  /** The race on the page, which goes on by Play. */
  readonly present: string;
}

/** `no`: it was left, and nothing is kept of it to go on from; null where it is not asked. */
export function goingOn(
  { status, race }: Pick<RunCard, 'status' | 'race'>,
  { kept, present }: LeftRaces,
): 'yes' | 'no' | null {
  if (status === 'ended' || kept === null || race === present) return null;
  if (kept.has(race)) return 'yes';
  return status === 'stopped' ? 'no' : null;
}
