/** A file of runs in any form that the page has ever exported: a ZIP, or the JSON of older pages and of the command. */
import { isArchive, readArchive } from './read-archive';
import { checkTextSize, type ReadRuns, readRunFile } from './run-file';

/** @throws RunFileError where it is no file of runs, or nothing of it can be used */
export async function readRunsFrom(name: string, file: Blob): Promise<ReadRuns> {
  if (await isArchive(file)) return readArchive(name, file);
  checkTextSize(name, file.size);
  return readRunFile(name, await file.text());
}
