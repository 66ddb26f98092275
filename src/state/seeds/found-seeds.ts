/**
 * What is known of all seeds of the present settings: the runs on the shelf, and, once somebody looks at all of them,
 * their curves. Follows the shelf and the experiment; a run is read once.
 */
import { createStore } from 'zustand/vanilla';
import type { ExperimentStore } from '../experiment-store';
import type { ReadonlyStore } from '../readonly-store';
import type { Shelf } from '../runs/shelf';
import { curveOf, type SeedCurve } from './seed-curves';
import { runsOfSeeds, type SeedRun } from './seed-runs';
import type { SeedsStore } from './seeds-store';

export interface FoundSeeds {
  /** In the order of the race, each by ascending seed. */
  readonly runs: readonly SeedRun[];
  /** Those of the runs above that ended, as far as they have been read. */
  readonly curves: readonly SeedCurve[];
}

export type FoundSeedsStore = ReadonlyStore<FoundSeeds>;

interface Sources {
  readonly seeds: SeedsStore;
  readonly experiment: ExperimentStore;
  readonly shelf: Pick<Shelf, 'read' | 'store'>;
}

const sameRuns = (a: readonly SeedRun[], b: readonly SeedRun[]): boolean =>
  a.length === b.length &&
  a.every(({ id, status }, i) => b[i]?.id === id && b[i].status === status);

export function createFoundSeeds({ seeds, experiment, shelf }: Sources): FoundSeedsStore {
  const store = createStore<FoundSeeds>(() => ({ runs: [], curves: [] }));
  let isReading = false;

  const read = async () => {
    if (isReading || seeds.getState().shows !== 'all') return;
    isReading = true;
    try {
      for (;;) {
        const { runs, curves } = store.getState();
        const next = runs.find(
          ({ id, status }) => status === 'ended' && !curves.some((curve) => curve.id === id),
        );
        if (!next) return;
        const [whole] = await shelf.read([next.id]);
        // gone meanwhile: the shelf will say so
        if (!whole) return;
        const curve = curveOf(whole.stored);
        store.setState((state) =>
          state.runs.some(({ id }) => id === curve.id)
            ? { curves: [...state.curves, curve] }
            : state,
        );
      }
    } finally {
      isReading = false;
    }
  };
  const follow = () => {
    const { settings } = experiment.getState();
    const runs = runsOfSeeds(shelf.store.getState().cards, settings);
    const before = store.getState();
    if (!sameRuns(runs, before.runs)) {
      const stays = new Set(runs.map(({ id }) => id));
      store.setState({ runs, curves: before.curves.filter(({ id }) => stays.has(id)) });
    }
    void read();
  };
  shelf.store.subscribe((state, before) => {
    if (state.cards !== before.cards) follow();
  });
  experiment.subscribe((state, before) => {
    if (state.settings !== before.settings) follow();
  });
  seeds.subscribe((state, before) => {
    if (state.shows !== before.shows) follow();
  });
  return store;
}
