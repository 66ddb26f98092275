/** Which runs of the shelf are laid over the curves that are shown. What draws them comes with the first. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DataSetSummary } from '../../protocol/data-set';
import type { Settings } from '../../protocol/settings';
import type { RunRecord } from '../race-record';

export interface LaidRun {
  /** On the shelf. */
  readonly id: string;
  /** By which its curves are named. */
  readonly letter: string;
  readonly title: string;
  readonly savedAt: string;
  /** In its own race. */
  readonly name: string;
  readonly settings: Settings;
  readonly summary: DataSetSummary;
  /** Under a name that no other run has. */
  readonly record: RunRecord;
}

export interface LaidState {
  readonly runs: readonly LaidRun[];
  /** Null before the first run was laid. */
  readonly draws: typeof import('./laid-runs') | null;
}

export type LaidStore = StoreApi<LaidState>;

export const createLaidStore = (): LaidStore =>
  createStore<LaidState>(() => ({ runs: [], draws: null }));
