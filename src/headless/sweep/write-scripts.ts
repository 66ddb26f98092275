/** The scripts that were asked for, beside a sweep's tasks, and the folder of their logs. Node only. */
import { join, resolve } from 'node:path';
import { ownCommand } from '../own-command';
import {
  type Batch,
  elementsOf,
  LOGS,
  PARALLEL_FILE,
  parallelScript,
  proposedEach,
  SLURM_FILE,
  shellWord,
  slurmScript,
} from './batch-scripts';
import { shortHash, TASKS_FILE } from './task-list';
import { makeFolder, writeWhole } from './whole-file';

/** What is asked for of the scripts. */
export interface AskedScripts extends Pick<Batch, 'atOnce'> {
  readonly slurm: boolean;
  readonly parallel: boolean;
  /** Tasks that an element trains; null for what is proposed. */
  readonly each: number | null;
}

/** Where they were written. */
export type WrittenScripts = Partial<Readonly<Record<'slurm' | 'parallel', string>>>;

/**
 * Says on stderr how each of them is started.
 * @param folder of the sweep. @param text of its file of tasks. @param data what `--data` says; null where it is not given.
 * @param weigh says how many milliseconds a task takes, or null; asked where that decides something.
 * @throws SettingsError where Slurm takes no such folder; WriteError where nothing can be written.
 */
export async function writeScripts(
  { slurm, parallel, atOnce, each }: AskedScripts,
  folder: string,
  text: string,
  data: string | null,
  weigh: () => Promise<number | null>,
): Promise<WrittenScripts> {
  const full = resolve(folder);
  const array = { tasks: text.trimEnd().split('\n').length, atOnce };
  // of tasks that are hardly more than may train at once each has an element of its own, however short it is
  const decides = proposedEach(array, 0) > proposedEach(array, null);
  const taskMs = slurm && each === null && decides ? await weigh() : null;
  const batch: Batch = {
    ...array,
    each: each ?? proposedEach(array, taskMs),
    file: join(full, TASKS_FILE),
    fileHash: shortHash(text),
    folder: full,
    command: ownCommand(),
    data: data === null ? null : resolve(data),
  };
  const scripts = [
    ...(slurm
      ? [{ engine: 'slurm', path: join(folder, SLURM_FILE), text: slurmScript(batch) }]
      : []),
    ...(parallel
      ? [{ engine: 'parallel', path: join(folder, PARALLEL_FILE), text: parallelScript(batch) }]
      : []),
  ];
  // neither engine makes it
  if (scripts.length > 0) await makeFolder(join(folder, LOGS));
  for (const script of scripts) await writeWhole(script.path, script.text);
  if (slurm) {
    const many = batch.each === 1 ? 'a task' : `${batch.each} tasks`;
    const seconds = taskMs === null ? '' : `, about ${Math.ceil((batch.each * taskMs) / 1000)} s`;
    console.error(
      `An array of ${elementsOf(batch)} ${elementsOf(batch) === 1 ? 'element' : 'elements'}, ${many} each${seconds}: sbatch ${shellWord(join(folder, SLURM_FILE))}`,
    );
  }
  if (parallel) console.error(`On this machine: bash ${shellWord(join(folder, PARALLEL_FILE))}`);
  return Object.fromEntries(scripts.map(({ engine, path }) => [engine, path]));
}
