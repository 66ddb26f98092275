/**
 * Where a task that was cut off goes on, beside its result until that is there. In the format of V8's own serializer,
 * which keeps every bit of every number. Node only.
 */
import { readFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { VariantName } from '../../protocol/backends';
import type { SavedLog } from './run-log';
import { writeWhole } from './whole-file';

/** Raised when a field changes its meaning; files of another format are not read. */
const CHECKPOINT_FORMAT = 1;

export interface SavedTask {
  readonly format: typeof CHECKPOINT_FORMAT;
  readonly hash: string;
  /** On another one it would go on up to rounding only. */
  readonly backend: VariantName;
  readonly log: SavedLog;
}

type Task = Pick<SavedTask, 'hash' | 'backend'>;

export const writeCheckpoint = (path: string, task: Task, log: SavedLog): Promise<void> =>
  writeWhole(path, serialize({ format: CHECKPOINT_FORMAT, ...task, log } satisfies SavedTask));

/** What an earlier attempt at this task left; null where there is nothing that it can go on from. */
export async function readCheckpoint(path: string, task: Task): Promise<SavedLog | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return null;
  }
  try {
    const saved = deserialize(bytes) as SavedTask;
    const fits =
      saved.format === CHECKPOINT_FORMAT &&
      saved.hash === task.hash &&
      saved.backend === task.backend;
    if (fits) return saved.log;
    console.error(`${path} is of another version or back end; the task starts anew.`);
  } catch {
    console.error(`${path} cannot be read; the task starts anew.`);
  }
  return null;
}
