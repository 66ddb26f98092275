/**
 * Everything a person can do with several seeds: train them, stop and go on, say how many, choose what is compared
 * with what, and look at one or at all. What they came to is computed from the shelf.
 */
import type { ExperimentStore } from '../experiment-store';
import type { LabStore } from '../lab-store';
import type { NoticesStore } from '../notices';
import type { RaceStore } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import type { Shelf } from '../runs/shelf';
import { createFoundSeeds, type FoundSeedsStore } from './found-seeds';
import { knownSeedRuns } from './known-seeds';
import { createRunSeeds, type RunSeeds, type RunSeedsNeeds } from './run-seeds';
import { timeLeft } from './seed-progress';
import { type SeedTask, seedsToTrain } from './seed-runs';
import { createSeedsStore, FEWEST_SEEDS, MOST_SEEDS, type SeedsState } from './seeds-store';

export interface Seeds extends RunSeeds {
  readonly store: ReadonlyStore<SeedsState>;
  /** What is known of all seeds of the present settings. */
  readonly found: FoundSeedsStore;
  /** Sets how many seeds are wanted; a number out of range becomes the nearest in it. */
  want(count: number): void;
  /** Shows one seed, or all that are known. */
  show(shows: SeedsState['shows']): void;
  /** Chooses the run that the others are compared with, by name. */
  compareWith(run: string): void;
  /** Chooses what is compared: a modality's probe by its id, or, where null, the fused prediction. */
  compareIn(modality: string | null): void;
  /** What is to be trained until there are as many as are wanted. */
  toTrain(): readonly SeedTask[];
  /** "about 2 minutes left", at the pace measured so far; null where that is not known. */
  timeLeft(): string | null;
}

export interface SeedsNeeds
  extends Pick<
    RunSeedsNeeds,
    'play' | 'pause' | 'playSeed' | 'beside' | 'room' | 'limitThreads' | 'now'
  > {
  readonly stores: {
    readonly lab: LabStore;
    readonly race: RaceStore;
    readonly experiment: ExperimentStore;
    readonly notices: NoticesStore;
  };
  readonly shelf: Pick<Shelf, 'read' | 'store'>;
}

export function createSeeds({ stores, ...needs }: SeedsNeeds): Seeds {
  const store = createSeedsStore();
  const found = createFoundSeeds({ ...stores, ...needs, seeds: store });
  const toTrain = () => {
    const { settings } = stores.experiment.getState();
    const known = knownSeedRuns(found.getState().runs, stores.race.getState(), settings);
    return seedsToTrain(known, settings, store.getState().count);
  };
  const runSeeds = createRunSeeds({ ...stores, ...needs, seeds: store, toTrain });
  return {
    ...runSeeds,
    store,
    found,
    toTrain,
    want: (count) => {
      if (!Number.isFinite(count)) return;
      store.setState({ count: Math.min(MOST_SEEDS, Math.max(FEWEST_SEEDS, Math.round(count))) });
    },
    show: (shows) => store.setState({ shows }),
    compareWith: (baseline) => store.setState({ baseline }),
    compareIn: (modality) => store.setState({ modality }),
    timeLeft: () => timeLeft(store.getState(), stores.race.getState().record, needs.now()),
  };
}
