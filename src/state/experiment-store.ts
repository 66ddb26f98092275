/**
 * The experiment on the page: validated settings and the data set they name.
 * The session changes it; everything else reads.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DataSetSummary } from '../protocol/data-set';
import type { Settings } from '../protocol/settings';

export interface ExperimentState {
  readonly settings: Settings;
  readonly dataStatus: 'opening' | 'ready' | 'failed';
  /** The data set in use; the one before stays until its successor is there. */
  readonly summary: DataSetSummary | null;
}

export type ExperimentStore = StoreApi<ExperimentState>;

export function createExperimentStore(settings: Settings): ExperimentStore {
  return createStore<ExperimentState>(() => ({ settings, dataStatus: 'opening', summary: null }));
}
