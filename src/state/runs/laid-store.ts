/** Which runs of the shelf are laid over the curves that are shown. What draws them comes with the first. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Dash } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import type { Settings } from '../../protocol/settings';
import type { Chart } from '../charts/chart';
import type { ChartSource } from '../charts/chart-frame';
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

/** What `laid-runs.ts` can do, named here because it is fetched late. */
export interface LaidDrawing {
  readonly MOST_LAID: number;
  laidDashes(
    laid: readonly LaidRun[],
    source: Pick<ChartSource, 'record' | 'catalogue'>,
  ): ReadonlyMap<string, Dash>;
  withLaid(
    charts: readonly Chart[],
    laid: readonly LaidRun[],
    source: ChartSource,
  ): readonly Chart[];
  laidText(run: LaidRun, source: ChartSource): string;
}

export interface LaidState {
  readonly runs: readonly LaidRun[];
  /** Null before the first run was laid. */
  readonly draws: LaidDrawing | null;
}

export type LaidStore = StoreApi<LaidState>;

export const createLaidStore = (): LaidStore =>
  createStore<LaidState>(() => ({ runs: [], draws: null }));
