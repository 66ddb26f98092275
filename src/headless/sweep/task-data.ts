/** The data of a task where its settings speak of a person's files: `--data` says where they lie here. Node only. */
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import type { DataSet } from '../../protocol/data-set';
import { show } from '../../protocol/failure';
import { type Settings, SettingsError } from '../../protocol/settings';
import { nameOfFiles } from '../command-line';

/**
 * @param path what `--data` says; null where it is not given.
 * @param tells whether to say on stderr what was read.
 * @returns null for data that the lab makes or brings along.
 * @throws SettingsError where files are needed and `--data` leads to none or to others.
 */
export async function dataOfTask(
  settings: Settings,
  path: string | null,
  tells: boolean,
): Promise<DataSet | null> {
  const { source, id } = settings.data;
  if (source !== 'files') return null;
  if (path === null) {
    throw new SettingsError(
      '--data',
      `The settings name the files ${show(id)}, and nothing says where they lie.`,
      'Add --data with the file or folder of that name.',
    );
  }
  if (nameOfFiles(path) !== id) {
    throw new SettingsError(
      '--data',
      `--data is ${path}; the settings name other files: ${show(id)}.`,
    );
  }
  if (!existsSync(path)) {
    throw new SettingsError(
      '--data',
      `--data is ${path}; ${hostname()} sees no such file or folder.`,
      'Put it where every machine that trains sees it, and start the task again.',
    );
  }
  // fetched where there are files: most tasks have none, and need not wait for what reads them
  const { readData } = await import('../read-data');
  return readData([path], settings, tells);
}
