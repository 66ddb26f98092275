/**
 * `headless task --tasks FILE --index N --out DIR`: trains one task of a sweep, or several at once. Does nothing where its result stands,
 * goes on from its checkpoint where it was cut off, and writes its result whole or not at all.
 */
import { availableParallelism, hostname } from 'node:os';
import { resolve } from 'node:path';
import type { BackendName, EngineName } from '../../protocol/backends';
import { toFailure } from '../../protocol/failure';
import { runNames, type Settings, SettingsError } from '../../protocol/settings';
import { backendOf, engineOf, jobsOf } from '../arguments';
import { optionsOf, wholeNumber } from '../command-line';
import { EXIT } from '../exit-codes';
import { tellReport } from '../lab/open-lab';
import { endedRun, hasFailed, type RunResult, runRace } from '../lab/run-race';
import { print } from '../output';
import { withProposedEpochs } from '../propose-epochs';
import { parseWholes } from '../seeds/seed-list';
import { readCheckpoint, writeCheckpoint } from '../sweep/checkpoint-file';
import { checkpointPath, hasResult, resultPath, writeResult } from '../sweep/result-file';
import { RunLog } from '../sweep/run-log';
import { severalTasks } from '../sweep/several-tasks';
import { dataOfTask } from '../sweep/task-data';
import { hashOf, leavesEpochs, parseTask, readTaskLines } from '../sweep/task-list';
import { makeFolder, removeWhole, WriteError } from '../sweep/whole-file';
import { openThreads } from '../threads/open-threads';
import { TASK_USAGE } from '../usage';

interface Task {
  readonly index: number;
  readonly hash: string;
  readonly settings: Settings;
  /** Whether its line leaves the number of epochs to the size of the files. */
  readonly proposesEpochs: boolean;
  readonly backend: BackendName;
  readonly engine: EngineName;
  readonly tasks: string;
  readonly folder: string;
  /** File or folder to train on; null where the settings name the data. */
  readonly path: string | null;
  /** Threads that its runs train on. */
  readonly jobs: number;
  /** Training that a crash may cost. */
  readonly checkpointMs: number;
}

/** Failures that are the machine's and not the settings': another attempt may do better. */
const OF_THE_MACHINE = new Set(['device-lost', 'device-fault', 'unexpected']);

export async function taskCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(
    argv,
    {
      tasks: { type: 'string' },
      'tasks-hash': { type: 'string' },
      index: { type: 'string' },
      out: { type: 'string' },
      backend: { type: 'string' },
      engine: { type: 'string' },
      'checkpoint-seconds': { type: 'string' },
      data: { type: 'string' },
      jobs: { type: 'string' },
      help: { type: 'boolean' },
    },
    TASK_USAGE,
  );
  if (values.help) {
    console.error(TASK_USAGE);
    return EXIT.ok;
  }
  const { tasks, index, out } = values;
  if (tasks === undefined || index === undefined || out === undefined || positionals.length > 0) {
    throw new SettingsError(
      'arguments',
      'task needs --tasks FILE, --index N and --out DIR.',
      `\n${TASK_USAGE}`,
    );
  }
  const lines = await readTaskLines(tasks, values['tasks-hash']);
  if (lines.length === 0) throw new SettingsError('--tasks', `--tasks is ${tasks}; it is empty.`);
  const indices = indicesIn(index, lines.length);
  const jobs = jobsOf(values.jobs);
  const [at = 0] = indices;
  if (indices.length > 1) {
    const { help: _help, index: _index, jobs: _jobs, ...rest } = values;
    const words = Object.entries(rest).flatMap(([name, value]) => [`--${name}`, value]);
    return severalTasks({ indices, jobs: jobs ?? availableParallelism(), words });
  }
  const settings = parseTask(lines[at] as string, tasks, at + 1);
  const task: Task = {
    index: at,
    hash: hashOf(settings),
    settings,
    proposesEpochs: leavesEpochs(lines[at] as string),
    backend: backendOf(values.backend ?? 'wasm'),
    engine: engineOf(values.engine ?? 'lab'),
    tasks: resolve(tasks),
    folder: out,
    path: values.data ?? null,
    jobs: jobs ?? 1,
    checkpointMs: 1000 * seconds(values['checkpoint-seconds'] ?? '10'),
  };
  if (hasResult(out, task.hash)) {
    await removeWhole(checkpointPath(out, task.hash));
    console.error(`The result of task ${at} stands already (${resultPath(out, task.hash)}).`);
    await tell(task, 'nothing', null);
    return EXIT.ok;
  }
  try {
    await makeFolder(out);
    return await train(task);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    console.error(`${error.message} ${error.hint}`);
    await tell(task, 'failed', null);
    return EXIT.runFailed;
  }
}

/** @throws SettingsError for anything but lines of the file, one or a list of them. */
function indicesIn(text: string, lines: number): readonly number[] {
  if (!/[,-]/.test(text)) return [wholeNumber('--index', text, 0, lines - 1)];
  const indices = parseWholes(text, '--index', 'lines');
  for (const index of indices) wholeNumber('--index', String(index), 0, lines - 1);
  return indices;
}

/** @throws SettingsError for anything but a time. */
function seconds(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new SettingsError(
    '--checkpoint-seconds',
    `--checkpoint-seconds is ${text}; it must be a number of seconds, such as 10.`,
  );
}

const tell = (
  { index, hash, folder }: Task,
  did: 'trained' | 'resumed' | 'nothing' | 'failed',
  runs: readonly RunResult[] | null,
): Promise<void> =>
  print({
    ...{ kind: 'task-ended', index, hash, did },
    result: did === 'failed' ? null : resultPath(folder, hash),
    ...(runs && { runs }),
  });

async function train(task: Task): Promise<number> {
  const { hash, folder } = task;
  const startedAt = new Date().toISOString();
  const dataSet = await dataOfTask(task.settings, task.path, true);
  const settings =
    dataSet && task.proposesEpochs ? withProposedEpochs(task.settings, dataSet) : task.settings;
  const place = checkpointPath(folder, hash);
  const { lab, report } = await openThreads(task.backend, task.engine, task.jobs);
  tellReport(report);
  const { backend } = report;
  const log = new RunLog((await readCheckpoint(place, { hash, backend })) ?? {});
  const from = log.place();
  for (const { run, epoch } of from?.runs ?? [])
    console.error(`${run} goes on after epoch ${epoch}.`);
  let writing = Promise.resolve();
  const trouble: unknown[] = [];
  try {
    const race = { settings, dataSet, checkpointMs: task.checkpointMs, ...(from && { from }) };
    const { runs, summary } = await runRace(lab, race, (event) => {
      if (!log.add(event)) return;
      const saved = log.save();
      // a disk that takes no checkpoint costs no more than going on from an earlier one
      writing = writing
        .then(() => writeCheckpoint(place, { hash, backend }, saved))
        .catch((error: unknown) => void trouble.push(error));
    });
    await writing;
    const [first] = trouble;
    if (first !== undefined) console.error(`A checkpoint was lost: ${toFailure(first).message}`);
    const failed = runs.find((run) => 'failed' in run && OF_THE_MACHINE.has(run.failed.code));
    if (failed || !summary) {
      console.error('No result was written; the task can be tried again.');
      await tell(task, 'failed', runs);
      return EXIT.runFailed;
    }
    const all = runNames(settings).map((name) => ({
      result: resultOf(name, log),
      events: log.eventsOf(name),
    }));
    const wrote = await writeResult(
      folder,
      { hash, settings, summary, runs: all },
      {
        host: hostname(),
        node: process.version,
        tasks: task.tasks,
        data: task.path === null ? null : resolve(task.path),
        startedAt,
        endedAt: new Date().toISOString(),
        resumed: from !== null,
      },
    );
    await removeWhole(place);
    const results = all.map(({ result }) => result);
    if (wrote !== 'written') console.error(tellOther(wrote, task));
    if (wrote === 'differs') {
      await tell(task, 'failed', results);
      return EXIT.runFailed;
    }
    await tell(task, from ? 'resumed' : 'trained', results);
    return hasFailed(results) ? EXIT.runFailed : EXIT.ok;
  } finally {
    await writing;
    await lab.closed();
  }
}

/** That another attempt at the task ended first. */
const tellOther = (other: 'stood' | 'differs', { index, hash, folder }: Task): string =>
  `Another attempt at task ${index} ended first, and its result stands (${resultPath(folder, hash)}). ${
    other === 'stood'
      ? 'This one came to the same.'
      : 'This one came to something else and was not written: another build, back end or version of Node trained there.'
  }`;

/** How a run ended, in this attempt or an earlier one, as its log has it whole. */
function resultOf(name: string, log: RunLog): RunResult {
  const events = log.eventsOf(name);
  const end = events.at(-1);
  if (end?.kind === 'run-ended') {
    return endedRun(
      end,
      events.flatMap((event) => (event.kind === 'epoch-ended' ? [event] : [])),
    );
  }
  if (end?.kind === 'run-failed') return { method: name, label: end.label, failed: end.failed };
  throw new Error(`${name} neither ended nor failed.`);
}
