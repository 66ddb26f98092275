/**
 * What starting a task costs, in processor time, which other work on the machine does not change; and how long tasks that train
 * long take on Slurm, beside the time that two slots would train for alone.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from './cluster';
import type { Findings } from './findings';
import { until } from './processes';
import { SweepFolder } from './sweep-folder';

const execute = promisify(execFile);

const TASKS = 6;
const SLOTS = 2;
/** Against hanging. */
const MOST_MS = 15 * 60_000;

/** What all tasks have in common, and the epochs from which the costs of an epoch and of a start are told apart. */
const SAMPLES = { train: 4000, test: 500 };
const EPOCHS = [5, 45] as const;

/** When the last of these ends where each takes the slot that is free first. */
export function madeSpan(durations: readonly number[], slots: number): number {
  const busy = Array.from({ length: slots }, () => 0);
  for (const duration of durations) {
    const first = busy.indexOf(Math.min(...busy));
    busy[first] = (busy[first] ?? 0) + duration;
  }
  return Math.max(...busy);
}

/** Milliseconds of processor time that a command takes. */
async function processorMs(words: readonly string[]): Promise<number> {
  const timed = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1';
  const { stderr } = await execute('bash', ['-c', timed, 'bash', ...words]);
  return 1000 * stderr.split(' ').reduce((sum, seconds) => sum + Number(seconds), 0);
}

/** @returns milliseconds of processor time of an epoch, and of everything that is not training. */
async function costs(bundle: string, folder: string) {
  const sweep = new SweepFolder(bundle, join(folder, 'costs'));
  await sweep.write({
    settings: { samples: SAMPLES },
    methods: ['joint'],
    set: { epochs: EPOCHS },
  });
  const task = (index: number) =>
    processorMs([
      ...[process.execPath, bundle, 'task', '--tasks', sweep.at('tasks.jsonl')],
      ...['--index', String(index), '--out', sweep.path],
    ]);
  const [few, many] = [await task(0), await task(1)];
  const epochMs = (many - few) / (EPOCHS[1] - EPOCHS[0]);
  return { epochMs, startMs: few - EPOCHS[0] * epochMs };
}

/** @param longMs how long the tasks train on a processor of their own. */
export async function overhead(
  cluster: Cluster,
  bundle: string,
  folder: string,
  longMs: number,
  findings: Findings,
): Promise<void> {
  const { epochMs, startMs } = await costs(bundle, folder);
  const inSeconds = (ms: number) => (ms / 1000).toFixed(1);
  findings.note(
    'starting a task',
    `${startMs.toFixed(0)} ms of processor time, ${((100 * startMs) / longMs).toFixed(1)} % of a task of ${inSeconds(longMs)} s`,
  );
  const sweep = new SweepFolder(bundle, join(folder, 'long'));
  const settings = { epochs: Math.max(1, Math.round(longMs / epochMs)), samples: SAMPLES };
  await sweep.write(
    { settings, methods: ['joint'], seeds: `1-${TASKS}` },
    '--slurm',
    ...['--at-once', String(SLOTS)],
  );
  const began = performance.now();
  const job = await cluster.submit([sweep.at('sweep.sbatch')]);
  await until('The end of the array', MOST_MS, async () =>
    (await cluster.isOver(job)) ? true : null,
  );
  const wallMs = performance.now() - began;
  const trained = sweep.trainedMs();
  const aloneMs = madeSpan(trained, SLOTS);
  findings.note(
    'overhead on Slurm',
    `${((100 * (wallMs - aloneMs)) / aloneMs).toFixed(1)} %: ${TASKS} tasks that train ${trained.map(inSeconds).join(', ')} s took ${inSeconds(wallMs)} s in two slots`,
  );
}
