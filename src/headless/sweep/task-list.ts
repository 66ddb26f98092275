/**
 * Tasks as a file: one settings object a line, and the name of what becomes of it. The name is a hash of the settings,
 * so that a result cannot be taken for another's. Node only.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { settingsKey } from '../../protocol/same-settings';
import { parseSettings, type Settings, SettingsError } from '../../protocol/settings';
import { isTree } from '../../protocol/settings-paths';

/** The file's name in a sweep's folder. */
export const TASKS_FILE = 'tasks.jsonl';

/** Half of a text's SHA-256, in hex. */
export const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);

/** The same for the same experiment, in whatever order its parts are written. */
export const hashOf = (settings: Settings): string => shortHash(settingsKey(settings));

/** The file's text. */
export const writeTasks = (tasks: readonly Settings[]): string =>
  tasks.map((settings) => `${JSON.stringify(settings)}\n`).join('');

/**
 * The lines of a file of tasks.
 * @param fileHash of the file that the indices were counted in; absent where nobody says.
 * @throws SettingsError where there is no such file, or it is not the one that is meant any more.
 */
export async function readTaskLines(path: string, fileHash?: string): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new SettingsError('--tasks', `--tasks is ${path}; there is no such file to read.`);
  }
  if (fileHash !== undefined && shortHash(text) !== fileHash) {
    throw new SettingsError(
      '--tasks',
      `${path} has changed since this batch of tasks was written: its lines are other tasks now.`,
      'Nothing was trained or written. Write the sweep again and start its new script; results that stand are kept, for they are named by their settings.',
    );
  }
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Whether a line that was written by hand leaves the number of epochs to the size of a person's files. */
export function leavesEpochs(line: string): boolean {
  const json: unknown = JSON.parse(line);
  return isTree(json) && json['epochs'] === undefined;
}

/**
 * @param number of the line, from 1, for sentences.
 * @throws SettingsError naming file and line where it holds no settings.
 */
export function parseTask(line: string, path: string, number: number): Settings {
  const at = `${path}, line ${number}`;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw new SettingsError('--tasks', `${at} is not JSON: ${(error as Error).message}`);
  }
  try {
    return parseSettings(json);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new SettingsError(error.path, `${at}: ${error.message}`);
  }
}
