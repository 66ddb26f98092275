/**
 * Runs as files that the page saves: all that they hold as one export, or their numbers as tables. With how far it is, and
 * given up when somebody says so. What writes is loaded when it is asked for.
 */
import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore } from '../readonly-store';
import type { ExportedFile, ExportKind, ExportNeeds, ExportState } from './write-export';

export interface RunExport {
  readonly exporting: ReadonlyStore<ExportState>;
  /** @returns null where it was given up, failed, or another export is being written. */
  exportRuns(ids: readonly string[], kind: ExportKind): Promise<ExportedFile | null>;
  cancelExport(): void;
}

export function createRunExport(needs: ExportNeeds): RunExport {
  const exporting = createStore<ExportState>(() => ({ writing: null }));
  const writer = () => import('./write-export');
  return {
    exporting,
    exportRuns: async (ids, kind) => (await writer()).writeExport(ids, kind, exporting, needs),
    // also where what writes is only just being fetched
    cancelExport: () => void writer().then(() => exporting.getState().writing?.own.abort()),
  };
}
