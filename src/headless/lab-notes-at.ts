/** What the lab wrote down in a file of its own that `--data` names. Node only. */
import { type LabNotes, labNotesOf } from '../data/import/archive/lab-file';
import { FORMATS } from '../data/import/readers';
import { openPaths } from './node-files';

/** @returns null for any other data. @throws SettingsError for a path that leads nowhere. */
export async function labNotesAt(paths: readonly string[]): Promise<LabNotes | null> {
  const [path = ''] = paths;
  if (paths.length !== 1 || !path.toLowerCase().endsWith('.zip')) return null;
  return labNotesOf((await openPaths(paths)).files, FORMATS.readers);
}
