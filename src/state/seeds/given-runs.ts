/**
 * What a race on a seed need not train: runs of the same settings that stand on the shelf, and how far each modality
 * got alone on that seed. They take part in the race as they ended.
 */
import type { RaceCheckpoint } from '../../protocol/checkpoint';
import { isWhole, type ReferenceLevels } from '../../protocol/reference-levels';
import type { Settings } from '../../protocol/settings';
import type { RunRecord } from '../race-record';
import type { Shelf } from '../runs/shelf';
import { runRecordOf } from '../runs/stored-run';
import { runsOfSeeds } from './seed-runs';

export interface GivenRuns {
  readonly runs: readonly RunRecord[];
  /** Null where no run of this seed knows all of them; then they are trained. */
  readonly levels: ReferenceLevels | null;
}

/** A race that trains everything. */
export const NOTHING_GIVEN: GivenRuns = { runs: [], levels: null };

/** Where a race begins that need not train these. */
export const doneIn = ({ runs }: GivenRuns): RaceCheckpoint => ({
  runs: [],
  done: runs.map(({ name }) => name),
});

/** @param missing runs that are to be trained. */
export async function givenRuns(
  shelf: Pick<Shelf, 'read' | 'store'>,
  settings: Settings,
  seed: number,
  missing: readonly string[],
): Promise<GivenRuns> {
  const there = runsOfSeeds(shelf.store.getState().cards, settings).filter(
    (run) => run.seed === seed && !missing.includes(run.run),
  );
  if (there.length === 0) return NOTHING_GIVEN;
  const whole = await shelf.read(there.map(({ id }) => id));
  return {
    runs: whole.map(({ stored }) => ({ ...runRecordOf(stored), onShelf: true })),
    levels: whole.map(({ stored }) => stored.levels).find(isWhole) ?? null,
  };
}
