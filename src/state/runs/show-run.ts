/** Stored runs as a race of the past, for the views. Pure. */
import type { Described } from '../../protocol/described';
import type { PastOrigin, PastRace } from '../time/past-race';
import { unpackSnapshots } from './pack-snapshots';
import { runRecordOf, type WholeRun } from './stored-run';

/** Runs of one race together; null for none. */
export function pastRaceOf(
  runs: readonly WholeRun[],
  origin: PastOrigin,
  described: Described | null = null,
): PastRace | null {
  const [first] = runs;
  if (!first) return null;
  const { settings, summary, levels } = first.stored;
  const methods = Object.assign({}, ...runs.map(({ stored }) => stored.settings.methods));
  return {
    origin,
    described,
    settings: { ...settings, methods },
    summary,
    levels,
    record: runs.map(({ stored, snapshots }) => ({
      ...runRecordOf(stored),
      snapshots: unpackSnapshots(snapshots),
    })),
  };
}
