/**
 * What is known of the lab itself: is its device open, which back end runs, which methods exist.
 * Filled by the session from the lab's events; no React, no commands.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Catalogue } from '../protocol/catalogue';
import type { MeasureCatalogue } from '../protocol/measure';
import type { BackendReport } from '../protocol/messages';

export interface LabState {
  readonly status: 'opening' | 'ready' | 'failed';
  /** Stays after a failure: it is what the visible curves were trained on. */
  readonly report: BackendReport | null;
  readonly catalogue: Catalogue;
  readonly measures: MeasureCatalogue;
}

export type LabStore = StoreApi<LabState>;

export function createLabStore(): LabStore {
  return createStore<LabState>(() => ({
    status: 'opening',
    report: null,
    catalogue: [],
    measures: [],
  }));
}
