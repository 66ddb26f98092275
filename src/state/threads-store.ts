/**
 * How many threads may train: chosen for this computer and kept in this browser, since it changes no number; and how
 * many can be had, as the lab says. One processor is left to the page unless somebody wants it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface ThreadsState {
  /** Processors that the browser tells of. */
  readonly processors: number;
  /** At most, 1 to `processors`. */
  readonly wanted: number;
  /** As the lab said last; null before. */
  readonly there: number | null;
  /** Why there are no more, a sentence each. */
  readonly reasons: readonly string[];
  /** Chooses how many; a number out of range becomes the nearest in it. */
  want(threads: number): void;
}

export type ThreadsStore = StoreApi<ThreadsState>;

const STORAGE_KEY = 'modality-lab.threads';

/** What the store needs of a browser. */
export interface ThreadsSurroundings {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly processors: number;
}

const within = (threads: number, processors: number): number =>
  Math.min(processors, Math.max(1, Math.round(threads)));

function kept(storage: ThreadsSurroundings['storage']): number | null {
  try {
    const value = Number(storage?.getItem(STORAGE_KEY) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  } catch {
    return null;
  }
}

export function createThreadsStore({ storage, processors }: ThreadsSurroundings): ThreadsStore {
  return createStore<ThreadsState>((set) => ({
    processors,
    wanted: within(kept(storage) ?? processors - 1, processors),
    there: null,
    reasons: [],
    want: (threads) => {
      if (!Number.isFinite(threads)) return;
      const wanted = within(threads, processors);
      set({ wanted });
      try {
        storage?.setItem(STORAGE_KEY, String(wanted));
      } catch {
        // the choice still holds on this page
      }
    },
  }));
}
