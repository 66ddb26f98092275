/** A file of runs in any form that the page has ever exported: a ZIP, or the JSON of older pages and of the command. */
import { type MethodTable, parseMethodTable } from '../../protocol/method-table';
import { isArchive, readArchive } from './read-archive';
import { checkTextSize, type ReadRuns, readRunFile } from './run-file';

/** Runs, and the table of the sweep that they are of; null where there is none, or it cannot be read. */
export interface OpenedRuns extends ReadRuns {
  readonly table: MethodTable | null;
}

/** @throws RunFileError where it is no file of runs, or nothing of it can be used */
export async function readRunsFrom(name: string, file: Blob): Promise<OpenedRuns> {
  if (await isArchive(file)) return { ...(await readArchive(name, file)), table: null };
  checkTextSize(name, file.size);
  return withTable(readRunFile(name, await file.text()));
}

/** A table that the page kept; null where it cannot be read. */
export function readKeptTable(text: string): MethodTable | null {
  try {
    return parseMethodTable(JSON.parse(text));
  } catch {
    return null;
  }
}

function withTable({ table, ...read }: ReadRuns): OpenedRuns {
  if (table === undefined) return { ...read, table: null };
  try {
    return { ...read, table: parseMethodTable(table) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const repair = `The table was left out: ${reason}`;
    return { ...read, table: null, repairs: [...read.repairs, repair] };
  }
}
