/**
 * One task of a sweep, trained to its end: nothing where its result stands, on from its checkpoint where it was cut off, and
 * a result that is written whole or not at all. Node only.
 */
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { DeviceAsked } from '../../protocol/backends';
import { toFailure } from '../../protocol/failure';
import { runNames, type Settings } from '../../protocol/settings';
import { EXIT } from '../exit-codes';
import { tellReport } from '../lab/open-lab';
import { endedRun, hasFailed, type RunResult, runRace } from '../lab/run-race';
import { withProposedEpochs } from '../propose-epochs';
import { openThreads } from '../threads/open-threads';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file';
import { checkpointPath, hasResult, resultPath, writeResult } from './result-file';
import { RunLog } from './run-log';
import { dataOfTask } from './task-data';
import { makeFolder, removeWhole, WriteError } from './whole-file';

export interface Task {
  readonly index: number;
  readonly hash: string;
  readonly settings: Settings;
  /** Whether its line leaves the number of epochs to the size of the files. */
  readonly proposesEpochs: boolean;
  readonly device: DeviceAsked;
  readonly tasks: string;
  readonly folder: string;
  /** File or folder to train on; null where the settings name the data. */
  readonly path: string | null;
  /** Threads that its runs train on. */
  readonly jobs: number;
  /** Training that a crash may cost. */
  readonly checkpointMs: number;
}

/** Takes the line that says how a task ended. */
export type Say = (line: object) => Promise<void>;

/** Failures that are the machine's and not the settings': another attempt may do better. */
const OF_THE_MACHINE = new Set(['device-lost', 'device-fault', 'unexpected']);

/**
 * @returns the exit status.
 * @throws LabError where settings, data or device cannot be used.
 */
export async function trainTask(task: Task, say: Say): Promise<number> {
  const { index, hash, folder } = task;
  if (hasResult(folder, hash)) {
    await removeWhole(checkpointPath(folder, hash));
    console.error(`The result of task ${index} stands already (${resultPath(folder, hash)}).`);
    await say(lineOf(task, 'nothing', null));
    return EXIT.ok;
  }
  try {
    await makeFolder(folder);
    return await train(task, say);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    console.error(`${error.message} ${error.hint}`);
    await say(lineOf(task, 'failed', null));
    return EXIT.runFailed;
  }
}

const lineOf = (
  { index, hash, folder }: Task,
  did: 'trained' | 'resumed' | 'nothing' | 'failed',
  runs: readonly RunResult[] | null,
): object => ({
  ...{ kind: 'task-ended', index, hash, did },
  result: did === 'failed' ? null : resultPath(folder, hash),
  ...(runs && { runs }),
});

async function train(task: Task, say: Say): Promise<number> {
  const { hash, folder } = task;
  const startedAt = new Date().toISOString();
  const dataSet = await dataOfTask(task.settings, task.path, true);
  const settings =
    dataSet && task.proposesEpochs ? withProposedEpochs(task.settings, dataSet) : task.settings;
  const place = checkpointPath(folder, hash);
  const { lab, report } = await openThreads(task.device, task.jobs);
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
      await say(lineOf(task, 'failed', runs));
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
      await say(lineOf(task, 'failed', results));
      return EXIT.runFailed;
    }
    await say(lineOf(task, from ? 'resumed' : 'trained', results));
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
