/**
 * Several tasks of a sweep at once, each in a process of its own, so that one that dies costs itself only. What they
 * say is told in the order of the tasks; their files are those of a task alone. Node only.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EXIT } from '../exit-codes';
import { printText } from '../output';
import { ownCommand } from '../own-command';

export interface SeveralTasks {
  readonly indices: readonly number[];
  /** How many train at once. */
  readonly jobs: number;
  /** What every task is told beside its index. */
  readonly words: readonly string[];
}

interface Started {
  stdout: string;
  code: number | null;
}

/** @returns the exit status: that of the first task that has another than 0, or 130 where somebody stopped it. */
export async function severalTasks({ indices, jobs, words }: SeveralTasks): Promise<number> {
  const tasks = indices.map((): Started => ({ stdout: '', code: null }));
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
      for (const line of task.stdout.split('\n').filter(Boolean)) void printText(line);
      told += 1;
    }
  };
  const train = async () => {
    while (next < tasks.length && !isStopped) {
      const at = next++;
      const task = tasks[at];
      if (!task) return;
      await ended(task, ['--index', String(indices[at]), ...words], running);
      tell();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, train));
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  if (isStopped) return EXIT.stopped;
  return tasks.find(({ code }) => code !== EXIT.ok)?.code ?? EXIT.ok;
}

/** Trains one task in a process like this one, to its end. */
function ended(task: Started, words: readonly string[], running: Set<ChildProcess>): Promise<void> {
  const [node, ...command] = ownCommand();
  const child = spawn(node, [...command, 'task', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    task.stdout += text;
  });
  return new Promise((resolve) => {
    child.on('error', ({ message }) => console.error(`A task could not be started: ${message}`));
    child.on('close', (code) => {
      running.delete(child);
      // one that was killed from outside can be tried again
      task.code = code ?? EXIT.runFailed;
      resolve();
    });
  });
}
