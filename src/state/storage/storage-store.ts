/**
 * What the page knows of its storage: what is wrong with it, and what therefore lives in this page only. Shelf and race
 * in progress write into it; the page draws it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Cause } from './fault';

/** What of the page it is that suffers. */
export type Sufferer = 'runs' | 'race';

export interface Fault {
  readonly cause: Cause;
  /** How many runs are gone, or kept without their samples; 0 where that says nothing. */
  readonly count: number;
  /** In the browser's own words; empty where it has none. */
  readonly detail: string;
}

/** A record that cannot be read, as it stands in the browser. */
export interface DamagedRecord {
  readonly of: Sufferer;
  readonly id: string;
  /** Where and why: "stored.run.epochs must hold at least one epoch". */
  readonly reason: string;
}

export interface StorageState {
  /** The present fault of each; null where all is well. */
  readonly faults: Readonly<Record<Sufferer, Fault | null>>;
  /** What was emptied, once; stays until somebody has read it. */
  readonly emptied: Fault | null;
  readonly damaged: readonly DamagedRecord[];
  /** Ids of runs that are gone when the page is closed. */
  readonly onlyHere: readonly string[];
  /** Whether the race in progress is not written down. */
  readonly isRaceOnlyHere: boolean;
  /** Causes whose sentence a person has read and put away. */
  readonly dismissed: readonly Cause[];
}

export type StorageStore = StoreApi<StorageState>;

export function createStorageStore(): StorageStore {
  return createStore<StorageState>(() => ({
    faults: { runs: null, race: null },
    emptied: null,
    damaged: [],
    onlyHere: [],
    isRaceOnlyHere: false,
    dismissed: [],
  }));
}

/** A private window stays one, and an old page too. */
const LASTING: ReadonlySet<Cause> = new Set(['none', 'newer']);

const isSame = (a: Fault | null, b: Fault | null): boolean =>
  a?.cause === b?.cause && a?.count === b?.count && a?.detail === b?.detail;

/** Tells a fault, or with null that there is none any more; a fault that is new is told even to who had put it away. */
export function setFault(store: StorageStore, of: Sufferer, fault: Fault | null): void {
  const { faults, dismissed } = store.getState();
  if (isSame(faults[of], fault)) return;
  const before = faults[of]?.cause;
  store.setState({
    faults: { ...faults, [of]: fault },
    // one that has gone and comes again is news, but for those that stay as long as the page
    ...(before !== fault?.cause && {
      dismissed: dismissed.filter((cause) => cause !== before || LASTING.has(cause)),
    }),
  });
}

/** Adds records that cannot be read; one that is known already stands there once. */
export function addDamaged(store: StorageStore, records: readonly DamagedRecord[]): void {
  if (records.length === 0) return;
  store.setState(({ damaged, dismissed }) => ({
    damaged: [
      ...damaged.filter(({ of, id }) => !records.some((each) => each.of === of && each.id === id)),
      ...records,
    ],
    dismissed: dismissed.filter((cause) => cause !== 'damaged'),
  }));
}

/** What is to be told now: each cause once, the gravest first. */
export function faultsToTell(state: StorageState): readonly Fault[] {
  const { faults, emptied, damaged, dismissed, onlyHere, isRaceOnlyHere } = state;
  const isFelt = onlyHere.length > 0 || isRaceOnlyHere;
  const found = [
    emptied,
    faults.race,
    faults.runs,
    damaged.length > 0 ? { cause: 'damaged' as const, count: damaged.length, detail: '' } : null,
  ].filter((fault): fault is Fault => fault !== null);
  return found.filter(
    ({ cause }, i) =>
      !dismissed.includes(cause) &&
      found.findIndex((each) => each.cause === cause) === i &&
      // a window that keeps nothing is no trouble before there is something to keep
      (cause !== 'none' || isFelt),
  );
}
