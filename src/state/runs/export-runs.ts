/**
 * Runs as files that the page saves: all that they hold as one export, or their numbers as tables. Written run by run, with
 * how far it is, and given up when somebody says so. What writes is loaded when it is asked for.
 */
import { createStore } from 'zustand/vanilla';
import { toFailure } from '../../protocol/failure';
import type { MeasureCatalogue } from '../../protocol/measure';
import type { NoticesStore } from '../notices';
import type { ReadonlyStore } from '../readonly-store';
import type { Shelf } from './shelf';
import type { WholeRun } from './stored-run';

/** `runs`: everything, to be opened again. `tables`: the numbers as CSV. */
export type ExportKind = 'runs' | 'tables';

export interface ExportedFile {
  readonly name: string;
  readonly file: Blob;
}

export interface ExportState {
  /** How many runs of how many are written; null while nothing is. */
  readonly writing: { readonly done: number; readonly of: number } | null;
}

export interface RunExport {
  readonly exporting: ReadonlyStore<ExportState>;
  /** @returns null where it was given up, failed, or another export is being written. */
  exportRuns(ids: readonly string[], kind: ExportKind): Promise<ExportedFile | null>;
  cancelExport(): void;
}

export interface ExportNeeds {
  readonly shelf: Pick<Shelf, 'read'>;
  readonly notices: NoticesStore;
  readonly measures: () => MeasureCatalogue;
  readonly now: () => Date;
  readonly breathe: () => Promise<void>;
}

/** "modality-lab-di-mml-seed-7.zip", "modality-lab-12-runs.zip": letters that every file system takes. */
function fileName(count: number, [first]: readonly WholeRun[], kind: ExportKind): string {
  const what =
    count === 1 && first
      ? `${first.stored.run.name}-seed-${first.stored.settings.seed}`
      : `${count}-runs`;
  const tables = kind === 'tables' ? '-tables' : '';
  return `modality-lab-${what.replaceAll(/[^a-z0-9-]+/gi, '-')}${tables}.zip`;
}

export function createRunExport(needs: ExportNeeds): RunExport {
  const { shelf, notices, measures, now, breathe } = needs;
  const exporting = createStore<ExportState>(() => ({ writing: null }));
  let current: AbortController | null = null;

  const write = async (
    ids: readonly string[],
    kind: ExportKind,
    signal: AbortSignal,
  ): Promise<ExportedFile> => {
    const onProgress = (done: number) => exporting.setState({ writing: { done, of: ids.length } });
    /** For the name; of many runs nothing is held. */
    const firsts: WholeRun[] = [];
    const runs = async function* () {
      for (const id of ids) {
        const [run] = await shelf.read([id]);
        if (!run) continue;
        if (firsts.length === 0) firsts.push({ ...run, snapshots: null });
        yield run;
      }
    };
    const watch = { signal, onProgress, breathe };
    const file =
      kind === 'runs'
        ? await (await import('./run-archive')).writeArchive(runs(), now().toISOString(), watch)
        : await (await import('./tables-archive')).writeTables(runs(), measures(), watch);
    return { name: fileName(ids.length, firsts, kind), file };
  };

  return {
    exporting,
    async exportRuns(ids, kind) {
      if (current) return null;
      const own = new AbortController();
      current = own;
      exporting.setState({ writing: { done: 0, of: ids.length } });
      try {
        return await write(ids, kind, own.signal);
      } catch (error) {
        if (!own.signal.aborted) notices.getState().tellFailure('shelf', toFailure(error));
        return null;
      } finally {
        current = null;
        exporting.setState({ writing: null });
      }
    },
    cancelExport: () => current?.abort(),
  };
}
