/**
 * What it costs that tasks are started one by one: in processor time, which other work on the machine does not change; and
 * by the clock, six tasks that train long in two slots, by GNU parallel and on Slurm, beside the time that two slots would
 * train for alone and beside six tasks that only sleep, whose overhead is Slurm's own.
 */
import { execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from './cluster';
import type { Findings } from './findings';
import { until } from './processes';
import { SweepFolder } from './sweep-folder';

const execute = promisify(execFile);

const TASKS = 6;
const SLOTS = 2;
const AT_ONCE = ['--at-once', String(SLOTS)];
/** Against hanging. */
const MOST_MS = 15 * 60_000;

/** What all tasks have in common, and the epochs from which the costs of an epoch and of a start are told apart. */
const SAMPLES = { train: 4000, test: 500 };
const EPOCHS = [5, 45] as const;
/** Tasks of each number of epochs. */
const SEEDS = 3;

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

/** Milliseconds of processor time. */
interface Costs {
  readonly epochMs: number;
  /** What a task costs that has a process of its own, over one that comes after another in the same process. */
  readonly startMs: number;
  /** What is neither: data, and what is measured at the end of a run. */
  readonly onceMs: number;
}

async function costs(bundle: string, folder: string): Promise<Costs> {
  const sweep = new SweepFolder(bundle, join(folder, 'costs'));
  await sweep.write({
    settings: { samples: SAMPLES },
    methods: ['joint'],
    seeds: `1-${SEEDS}`,
    set: { epochs: EPOCHS },
  });
  // each into a folder of its own, for what stands is not trained again
  const cost = (index: string) =>
    processorMs([
      ...[process.execPath, bundle, 'task', '--tasks', sweep.at('tasks.jsonl')],
      ...['--index', index, '--jobs', '1', '--out', sweep.at(index)],
    ]);
  const few = await cost('0');
  const many = await cost(String(SEEDS));
  const epochMs = (many - few) / (EPOCHS[1] - EPOCHS[0]);
  const furtherMs = (await cost('0-2')) - (await cost('0-1'));
  return { epochMs, startMs: few - furtherMs, onceMs: furtherMs - EPOCHS[0] * epochMs };
}

/** @returns milliseconds until the last element of an array has ended. */
async function arrayMs(cluster: Cluster, script: string): Promise<number> {
  const began = performance.now();
  const job = await cluster.submit([script]);
  await until('The end of the array', MOST_MS, async () =>
    (await cluster.isOver(job)) ? true : null,
  );
  return performance.now() - began;
}

/** @returns milliseconds until GNU parallel has ended. */
async function parallelMs(script: string): Promise<number> {
  const began = performance.now();
  const bash = spawn('bash', [script], { stdio: 'ignore' });
  await new Promise((resolve) => bash.on('exit', resolve));
  return performance.now() - began;
}

/** An array of as many elements as tasks, each of which sleeps for as long as one trained. */
function sleepScript(folder: string, seconds: readonly number[]): string {
  const script = join(folder, 'sleep.sbatch');
  writeFileSync(
    script,
    `#!/bin/bash
#SBATCH --array=0-${seconds.length - 1}%${SLOTS}
#SBATCH --output=/dev/null
seconds=(${seconds.join(' ')})
sleep "\${seconds[SLURM_ARRAY_TASK_ID]}"
`,
  );
  return script;
}

const inSeconds = (ms: number): string => (ms / 1000).toFixed(1);
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** @param longMs how long the tasks train on a processor of their own. */
export async function overhead(
  cluster: Cluster,
  bundle: string,
  folder: string,
  longMs: number,
  findings: Findings,
): Promise<void> {
  const { epochMs, startMs, onceMs } = await costs(bundle, folder);
  findings.note(
    'starting a task',
    `${startMs.toFixed(0)} ms of processor time, ${percent(startMs, longMs)} of a task of ${inSeconds(longMs)} s; its data and what is measured once ${onceMs.toFixed(0)} ms`,
  );
  const settings = { epochs: Math.max(1, Math.round(longMs / epochMs)), samples: SAMPLES };
  const plan = { settings, methods: ['joint'], seeds: `1-${TASKS}` };
  /** Trains the six once more, and says what that took over their training. @returns how long each trained. */
  const train = async (
    name: string,
    words: readonly string[],
    timed: (sweep: SweepFolder) => Promise<number>,
  ): Promise<readonly number[]> => {
    const sweep = new SweepFolder(bundle, join(folder, name.replaceAll(/\W+/g, '-')));
    await sweep.write(plan, ...words, ...AT_ONCE);
    const wallMs = await timed(sweep);
    tell(name, wallMs, sweep.trainedMs(), 'train');
    return sweep.trainedMs();
  };
  const tell = (name: string, wallMs: number, tasksMs: readonly number[], does: string) => {
    const aloneMs = madeSpan(tasksMs, SLOTS);
    findings.note(
      `overhead ${name}`,
      `${percent(wallMs - aloneMs, aloneMs)}: ${TASKS} tasks that ${does} ${tasksMs.map(inSeconds).join(', ')} s took ${inSeconds(wallMs)} s in two slots`,
    );
  };
  const onSlurm = (sweep: SweepFolder) => arrayMs(cluster, sweep.at('sweep.sbatch'));
  await train('by GNU parallel', ['--parallel'], (sweep) => parallelMs(sweep.at('parallel.sh')));
  await train('on Slurm, elements as proposed', ['--slurm'], onSlurm);
  const trained = await train('on Slurm, an element for each', ['--slurm', '--each', '1'], onSlurm);
  const slept = await arrayMs(cluster, sleepScript(folder, trained.map(inSeconds).map(Number)));
  tell('of Slurm itself', slept, trained, 'sleep');
}
