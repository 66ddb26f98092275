/** Own data that stay in this browser, and what is being written of those in use. Filled by `keeping.ts`. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { keptSets } from '../../data/page/kept/kept-sets';
import type { Failure } from '../../protocol/failure';

type KeptSet = Awaited<ReturnType<(typeof keptSets)['list']>>[number];

export interface KeepingState {
  /** By name. */
  readonly sets: readonly KeptSet[];
  /** The set in use that is the one kept under its name; null where it is not, or another. */
  readonly keptInUse: string | null;
  /** What is being written, and how far that is; null where nothing is. */
  readonly writing: {
    readonly into: 'browser' | 'file';
    readonly done: number;
    readonly total: number;
  } | null;
  /** Why the last writing, opening or forgetting failed. */
  readonly failed: Failure | null;
}

export type KeepingStore = StoreApi<KeepingState>;

export const createKeepingStore = (): KeepingStore =>
  createStore<KeepingState>(() => ({ sets: [], keptInUse: null, writing: null, failed: null }));
