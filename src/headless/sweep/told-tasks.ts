/**
 * A process that trains task after task, as the one that started it tells it to (several-tasks.ts): what starting costs is
 * paid once for all of them. Each has a lab of its own, so its files are those of a task alone. Node only.
 */
import { EXIT } from '../exit-codes';
import { tellTrouble } from '../trouble';
import type { Say } from './train-task';

/** What such a process is told: the next task by its index. */
export interface TaskRequest {
  readonly index: number;
}

/** What it says: the line of a task that has ended, and then its exit status. */
export type TaskMessage =
  | { readonly kind: 'line'; readonly line: object }
  | { readonly kind: 'ended'; readonly code: number; readonly isFull: boolean };

/** Bytes with which a process is replaced: not all of a task's WebAssembly memory is given back before its process ends. */
const FULL = 400e6;

/** In the place of an index. */
export const TOLD = 'told';

/** Whether this process is one of these. @param index what `--index` says. */
export const isTold = (index: string): boolean => index === TOLD && process.send !== undefined;

const send = (message: TaskMessage): Promise<void> =>
  new Promise((resolve) => {
    // whoever asked may be gone, and then the end of the channel says so
    process.send?.(message, undefined, undefined, () => resolve());
  });

/** @param train trains a task and returns its exit status. @returns once nobody can tell it anything any more. */
export function trainTold(train: (index: number, say: Say) => Promise<number>): Promise<number> {
  return new Promise((resolve) => {
    process.on('message', async ({ index }: TaskRequest) => {
      const code = await train(index, (line) => send({ kind: 'line', line })).catch(tellTrouble);
      await send({ kind: 'ended', code, isFull: process.memoryUsage.rss() > FULL });
    });
    process.once('disconnect', () => resolve(EXIT.ok));
  });
}
