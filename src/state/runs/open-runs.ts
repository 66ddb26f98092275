/** Files of runs that were opened where data are opened: they come onto the shelf as from its own button. */
import { beginsAsRuns, RUNS_START_BYTES } from '../../protocol/begins-as-runs';
import type { Runs } from './runs';

/** A file by its name. */
interface OpenedFile {
  readonly path: string;
  readonly file: Blob;
}

/**
 * Puts the runs on the shelf, and those of a single race on the page. What is wrong with a file is said on the page.
 * @returns false where not all are files of runs, or there are none: nothing has happened then.
 */
export async function openRuns(
  files: readonly OpenedFile[],
  runs: Pick<Runs, 'importRuns' | 'showRace'>,
): Promise<boolean> {
  for (const { file } of files) {
    const begins = file.slice(0, RUNS_START_BYTES).arrayBuffer();
    // what cannot be read is said where data are read
    const start = await begins.catch(() => new ArrayBuffer());
    if (!beginsAsRuns(new Uint8Array(start))) return false;
  }
  const races = new Set<string>();
  for (const { path, file } of files) {
    for (const race of await runs.importRuns(path, file)) races.add(race);
  }
  const [race] = races;
  if (race !== undefined && races.size === 1) await runs.showRace(race);
  return files.length > 0;
}
