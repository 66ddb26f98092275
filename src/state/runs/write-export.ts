/** Writes an export run by run, so that no more than one is held, and gives it its name. Loaded when somebody exports. */
import type { StoreApi } from 'zustand/vanilla';
import { toFailure } from '../../protocol/failure';
import type { NoticesStore } from '../notices';
import type { Vocabulary } from './column-meanings';
import { type ArchiveWatch, writeArchive } from './run-archive';
import type { Shelf } from './shelf';
import type { WholeRun } from './stored-run';
import { writeTables } from './tables-archive';

/** `runs`: everything, to be opened again. `tables`: the numbers as CSV. */
export type ExportKind = 'runs' | 'tables';

export interface ExportedFile {
  readonly name: string;
  readonly file: Blob;
}

export interface ExportState {
  /** How many runs of how many are written; null while nothing is. */
  readonly writing: {
    readonly done: number;
    readonly of: number;
    readonly own: AbortController;
  } | null;
}

export interface ExportNeeds {
  readonly shelf: Pick<Shelf, 'read'>;
  readonly notices: NoticesStore;
  readonly words: () => Vocabulary;
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

async function written(
  ids: readonly string[],
  kind: ExportKind,
  { shelf, words, now }: ExportNeeds,
  watch: ArchiveWatch,
): Promise<ExportedFile> {
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
  const file =
    kind === 'runs'
      ? await writeArchive(runs(), now().toISOString(), watch)
      : await writeTables(runs(), words(), watch);
  return { name: fileName(ids.length, firsts, kind), file };
}

/** @returns null where it was given up, failed, or another export is being written. */
export async function writeExport(
  ids: readonly string[],
  kind: ExportKind,
  exporting: StoreApi<ExportState>,
  needs: ExportNeeds,
): Promise<ExportedFile | null> {
  if (exporting.getState().writing) return null;
  const own = new AbortController();
  const onProgress = (done: number) =>
    exporting.setState({ writing: { done, of: ids.length, own } });
  onProgress(0);
  try {
    const { breathe } = needs;
    return await written(ids, kind, needs, { signal: own.signal, onProgress, breathe });
  } catch (error) {
    if (!own.signal.aborted) needs.notices.getState().tellFailure('shelf', toFailure(error));
    return null;
  } finally {
    exporting.setState({ writing: null });
  }
}
