/**
 * Several tasks of a sweep at once, in as many processes, each of which trains one after the other (told-tasks.ts). One
 * that dies costs the task that it was at, and another takes its place. What they say is told in the order of the tasks.
 * Node only.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EXIT } from '../exit-codes';
import { print } from '../output';
import { ownCommand } from '../own-command';
import { type TaskMessage, type TaskRequest, TOLD } from './told-tasks';

export interface SeveralTasks {
  readonly indices: readonly number[];
  /** How many train at once. */
  readonly jobs: number;
  /** What every task is told beside its index. */
  readonly words: readonly string[];
}

interface Started {
  readonly lines: object[];
  code: number | null;
}

/** @returns the exit status: that of the first task that has another than 0, or 130 where somebody stopped it. */
export async function severalTasks({ indices, jobs, words }: SeveralTasks): Promise<number> {
  const tasks = indices.map((): Started => ({ lines: [], code: null }));
  const running = new Set<ChildProcess>();
  let isStopped = false;
  let next = 0;
  let told = 0;
  const stop = () => {
    isStopped = true;
    for (const child of running) child.kill();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const tell = () => {
    for (let task = tasks[told]; task && task.code !== null; task = tasks[told]) {
      for (const line of task.lines) void print(line);
      told += 1;
    }
  };
  const train = async () => {
    let child: ChildProcess | null = null;
    while (next < tasks.length && !isStopped) {
      const at = next++;
      const task = tasks[at];
      if (!task) break;
      // one that was ended while it waited is replaced, too
      if (!child?.connected) child = startTrainer(words, running);
      task.code = await trainIn(child, indices[at] as number, task.lines);
      tell();
      if (task.code === EXIT.ok) continue;
      // whatever went wrong there is no concern of the next task
      child.kill();
      child = null;
    }
    if (child?.connected) await ended(child);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, train));
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  if (isStopped) return EXIT.stopped;
  return tasks.find(({ code }) => code !== EXIT.ok)?.code ?? EXIT.ok;
}

/** A process like this one that waits for tasks. */
function startTrainer(words: readonly string[], running: Set<ChildProcess>): ChildProcess {
  const [node, ...command] = ownCommand();
  const child = spawn(node, [...command, 'task', '--index', TOLD, ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

/** Lets a process go that has nothing more to train. */
function ended(child: ChildProcess): Promise<void> {
  child.disconnect();
  return new Promise((resolve) => child.on('exit', () => resolve()));
}

/** Has a process train one task. @returns its exit status; 1 where the process died, for it can be tried again. */
function trainIn(child: ChildProcess, index: number, lines: object[]): Promise<number> {
  return new Promise((resolve) => {
    const end = (code: number) => {
      child.off('message', hear);
      child.off('error', fail);
      child.off('exit', die);
      resolve(code);
    };
    const hear = (message: TaskMessage) => {
      if (message.kind === 'line') lines.push(message.line);
      else {
        // it ends, and another takes its place
        if (message.isFull) child.disconnect();
        end(message.code);
      }
    };
    const fail = ({ message }: Error) => {
      console.error(`A task could not be started: ${message}`);
      end(EXIT.runFailed);
    };
    const die = (code: number | null, signal: string | null) => {
      // whoever stops all of them knows
      if (!child.killed) console.error(tellDied(index, signal ?? `exit status ${code}`));
      end(code || EXIT.runFailed);
    };
    child.on('message', hear);
    child.on('error', fail);
    child.on('exit', die);
    child.send({ index } satisfies TaskRequest);
  });
}

const tellDied = (index: number, how: string): string =>
  `Task ${index} has no result: the process that trained it was ended (${how}), by somebody or for want of memory. Start it again, and it goes on from its checkpoint.`;
