/**
 * Puts every finished run of the race on the shelf: when it has ended and the levels to compare with are known, when
 * the race is over, reset or lost, and, unfinished as it is, when the page goes out of sight. Numbers come first, for
 * samples take a while to be packed and a page may be closed meanwhile. Watches the stores.
 */
import { aloneToKeep } from '../alone';
import type { ExperimentStore } from '../experiment-store';
import { epochsDone, type RunRecord } from '../race-record';
import { type RaceSaid, type RaceStore, racingRuns } from '../race-store';
import type { Shelf } from './shelf';
import { isWorthKeeping, type RunSurroundings, storedRun } from './stored-run';

export interface KeeperOptions {
  readonly race: RaceStore;
  readonly experiment: ExperimentStore;
  readonly shelf: Pick<Shelf, 'store' | 'keep' | 'onEmptied'>;
  /** Wall-clock time, for the card. */
  readonly now: () => Date;
  /** Lets the page do other things. */
  readonly breathe: () => Promise<void>;
}

export interface Keeper {
  /** Keeps what has been trained so far; what goes on is kept again at its end. */
  keepUnfinished(): Promise<void>;
  /** Once the numbers of everything that has finished so far are written; whether the browser keeps all of them. */
  whenKept(): Promise<boolean>;
}

const isFinished = ({ status }: RunRecord): boolean => status === 'ended' || status === 'failed';

export function keepFinishedRuns(options: KeeperOptions): Keeper {
  const { race, experiment, shelf, now, breathe } = options;
  /** The race in progress, as it was asked for; settings may change right after it. */
  let current: Omit<RunSurroundings, 'levels'> | null = null;
  /** How its finished runs stand on the shelf; one cut off by a lost device may go on and end anew. */
  let kept = new Map<string, string>();
  const standing = ({ status, epochs }: RunRecord): string => `${status} ${epochs.length}`;

  let numbers: Promise<boolean> = Promise.resolve(true);
  /** Called when the page may be gone after this task: what waits to be written waits no longer. */
  let hurry = () => {};
  const hurried = () =>
    new Promise<void>((resolve) => {
      const before = hurry;
      hurry = () => {
        before();
        resolve();
      };
    });

  /** A race that was taken up again has lost the samples of what had ended; the shelf has them. */
  const isOnShelf = (run: RunRecord, race: string): boolean =>
    run.snapshots.length === 0 &&
    shelf.store
      .getState()
      .cards.some(
        (card) =>
          card.race === race &&
          card.name === run.name &&
          card.status === run.status &&
          card.epochs === epochsDone(run),
      );

  const keep = async (runs: readonly RunRecord[], said: RaceSaid) => {
    if (!current) return;
    const surroundings = { ...current, levels: aloneToKeep(said) };
    const worth = runs.filter(
      (run) =>
        !run.onShelf &&
        kept.get(run.name) !== standing(run) &&
        isWorthKeeping(run) &&
        !isOnShelf(run, surroundings.race),
    );
    for (const run of worth.filter(isFinished)) kept.set(run.name, standing(run));
    if (worth.length === 0) return;
    const write = async () => {
      // not in the task that draws the end, unless there is no other
      await Promise.race([breathe(), hurried()]);
      const savedAt = now().toISOString();
      const stored = worth.map((run) => storedRun(run, surroundings, savedAt));
      const isKept = await shelf.keep(stored.map((each) => ({ stored: each, snapshots: null })));
      return { stored, isKept };
    };
    const written = write();
    const earlier = numbers;
    numbers = written.then(async ({ isKept }) => (await earlier) && isKept);
    const { stored } = await written;
    const { packSnapshots } = await import('./pack-snapshots');
    for (const [i, run] of worth.entries()) {
      const snapshots = await packSnapshots(run.snapshots, breathe);
      const [each] = stored.slice(i, i + 1);
      if (each && snapshots) await shelf.keep([{ stored: each, snapshots }]);
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
      numbers = Promise.resolve(true);
    }
    const isOver = state.phase === 'ended' || state.phase === 'lost';
    if (!isOver && state.levels === null) return;
    void keep(racingRuns(state.record).filter(isFinished), state);
  });

  shelf.onEmptied(() => {
    kept = new Map();
    const state = race.getState();
    void keep(racingRuns(state.record).filter(isFinished), state);
  });

  return {
    keepUnfinished: () => {
      hurry();
      hurry = () => {};
      const state = race.getState();
      return keep(racingRuns(state.record), state);
    },
    whenKept: () => numbers,
  };
}
