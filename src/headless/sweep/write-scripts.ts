/** The scripts that were asked for, beside a sweep's tasks, and the folder of their logs. Node only. */
import { join, resolve } from 'node:path';
import { ownCommand } from '../own-command';
import {
  type Batch,
  elementsOf,
  LOGS,
  PARALLEL_FILE,
  parallelScript,
  SLURM_FILE,
  shellWord,
  slurmScript,
} from './batch-scripts';
import { shortHash, TASKS_FILE } from './task-list';
import { makeFolder, writeWhole } from './whole-file';

/** What is asked for of the scripts. */
export interface AskedScripts extends Pick<Batch, 'atOnce' | 'each'> {
  readonly slurm: boolean;
  readonly parallel: boolean;
}

/** Where they were written. */
export type WrittenScripts = Partial<Readonly<Record<'slurm' | 'parallel', string>>>;

/**
 * Says on stderr how each of them is started.
 * @param folder of the sweep. @param text of its file of tasks. @param data what `--data` says; null where it is not given.
 * @throws SettingsError where Slurm takes no such folder; WriteError where nothing can be written.
 */
export async function writeScripts(
  { slurm, parallel, ...asked }: AskedScripts,
  folder: string,
  text: string,
  data: string | null,
): Promise<WrittenScripts> {
  const full = resolve(folder);
  const batch: Batch = {
    ...asked,
    tasks: text.trimEnd().split('\n').length,
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
    const { elements, each } = elementsOf(batch);
    console.error(
      `An array of ${elements} elements, ${each === 1 ? 'a task' : `${each} tasks`} each: sbatch ${shellWord(join(folder, SLURM_FILE))}`,
    );
  }
  if (parallel) console.error(`On this machine: bash ${shellWord(join(folder, PARALLEL_FILE))}`);
  return Object.fromEntries(scripts.map(({ engine, path }) => [engine, path]));
}
