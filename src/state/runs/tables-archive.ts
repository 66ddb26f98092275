/** The tables of runs as one file: a ZIP with a CSV for each. */
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { Vocabulary } from './column-meanings';
import type { ArchiveWatch } from './run-archive';
import { runTables } from './run-tables';
import type { WholeRun } from './stored-run';

export async function writeTables(
  runs: AsyncIterable<WholeRun>,
  words: Vocabulary,
  { signal, onProgress, breathe }: ArchiveWatch,
): Promise<Blob> {
  const all: WholeRun[] = [];
  for await (const { stored, about } of runs) {
    signal.throwIfAborted();
    all.push({ stored, snapshots: null, ...(about && { about }) });
    onProgress(all.length);
    await breathe();
  }
  const writer = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false });
  for (const [table, text] of Object.entries(runTables(all, words))) {
    await writer.add(`${table}.csv`, new TextReader(text), { signal });
  }
  return writer.close();
}
