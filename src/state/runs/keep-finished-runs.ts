/**
 * Puts every finished run of the race on the shelf: when it has ended and the levels to compare with are known, when
 * the race is over, reset or lost, and, unfinished as it is, when the page goes out of sight. Watches the stores.
 */
import { aloneToKeep } from '../alone';
import type { ExperimentStore } from '../experiment-store';
import type { RunRecord } from '../race-record';
import { type RaceSaid, type RaceStore, racingRuns } from '../race-store';
import { packSnapshots } from './pack-snapshots';
import type { Shelf } from './shelf';
import { isWorthKeeping, type RunSurroundings, storedRun } from './stored-run';

export interface KeeperOptions {
  readonly race: RaceStore;
  readonly experiment: ExperimentStore;
  readonly shelf: Pick<Shelf, 'keep'>;
  /** Wall-clock time, for the card. */
  readonly now: () => Date;
  /** Lets the page do other things. */
  readonly breathe: () => Promise<void>;
}

export interface Keeper {
  /** Keeps what has been trained so far; what goes on is kept again at its end. */
  keepUnfinished(): Promise<void>;
}

const isFinished = ({ status }: RunRecord): boolean => status === 'ended' || status === 'failed';

export function keepFinishedRuns(options: KeeperOptions): Keeper {
  const { race, experiment, shelf, now, breathe } = options;
  /** The race in progress, as it was asked for; settings may change right after it. */
  let current: Omit<RunSurroundings, 'levels'> | null = null;
  /** How its finished runs stand on the shelf; one cut off by a lost device may go on and end anew. */
  let kept = new Map<string, string>();
  const standing = ({ status, epochs }: RunRecord): string => `${status} ${epochs.length}`;

  const keep = async (runs: readonly RunRecord[], said: RaceSaid) => {
    if (!current) return;
    const surroundings = { ...current, levels: aloneToKeep(said) };
    const worth = runs.filter(
      (run) => !run.onShelf && kept.get(run.name) !== standing(run) && isWorthKeeping(run),
    );
    for (const run of worth.filter(isFinished)) kept.set(run.name, standing(run));
    for (const run of worth) {
      // not in the task that draws the end
      await breathe();
      const stored = storedRun(run, surroundings, now().toISOString());
      const snapshots = await packSnapshots(run.snapshots, breathe);
      await shelf.keep([{ stored, snapshots }]);
    }
  };

  race.subscribe((state, before) => {
    // cleared, or another one that goes on from it
    if (before.record.length > 0 && (state.record.length === 0 || state.id !== before.id)) {
      void keep(racingRuns(before.record), before);
      current = null;
    }
    if (state.record.length === 0) return;
    if (!current) {
      const { settings, summary } = experiment.getState();
      if (!summary) return;
      current = { race: state.id, settings, summary };
      kept = new Map();
    }
    const isOver = state.phase === 'ended' || state.phase === 'lost';
    if (!isOver && state.levels === null) return;
    void keep(racingRuns(state.record).filter(isFinished), state);
  });

  return {
    keepUnfinished: () => {
      const state = race.getState();
      return keep(racingRuns(state.record), state);
    },
  };
}
