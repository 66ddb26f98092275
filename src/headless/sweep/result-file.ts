/**
 * What becomes of a task: HASH.json with its settings and its numbers, the same bytes wherever and however often it was
 * trained, and HASH.times.json with what depends on machine and hour. Node only.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSetSummary } from '../../protocol/data-set';
import { RUN_FORMAT } from '../../protocol/run-format';
import type { Settings } from '../../protocol/settings';
import { isTree } from '../../protocol/settings-paths';
import type { RunResult } from '../lab/run-race';
import type { KeptEvent } from './run-log';
import { writeOnce, writeWhole } from './whole-file';

/** Raised when a field changes its meaning. */
const RESULT_FORMAT = 1;

/** A file that is no result of this lab, or of another version of it. */
export class ResultFileError extends Error {}

/** Parts of an event by name; those with a time in them are kept apart. */
type Loose = Readonly<Record<string, unknown>>;

/** A run of a task: how it ended, and everything it said. */
export interface RunOfTask {
  readonly result: Loose & Pick<RunResult, 'method' | 'label'>;
  readonly events: readonly Loose[];
}

export interface TaskResult {
  readonly kind: 'task-result';
  readonly format: typeof RESULT_FORMAT;
  readonly hash: string;
  /** Of what the runs said (protocol/run-format.ts): a later build reads it as what it was. */
  readonly runFormat: number;
  readonly settings: Settings;
  readonly summary: DataSetSummary;
  readonly runs: readonly RunOfTask[];
}

export interface TaskTimes {
  readonly kind: 'task-times';
  readonly format: typeof RESULT_FORMAT;
  readonly hash: string;
  readonly host: string;
  readonly node: string;
  /** Paths as this machine has them. */
  readonly tasks: string;
  readonly data: string | null;
  /** ISO 8601, UTC; of the attempt that ended it. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Whether an earlier attempt had been cut off. */
  readonly resumed: boolean;
  /** Of each run, in the order of the result. */
  readonly runs: readonly { readonly result: Loose; readonly events: readonly Loose[] }[];
}

/** Names of what depends on the machine: durations, and what a step costs. */
const isTime = (key: string): boolean => /Ms$/.test(key) || key === 'cost';

/** A value's lasting parts, and those that are times, each where it was. */
function split(value: object): { readonly lasting: Loose; readonly times: Loose } {
  const lasting: Record<string, unknown> = {};
  const times: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (isTime(key)) {
      times[key] = part;
    } else if (isTree(part)) {
      const halves = split(part);
      lasting[key] = halves.lasting;
      if (Object.keys(halves.times).length > 0) times[key] = halves.times;
    } else {
      lasting[key] = part;
    }
  }
  return { lasting, times };
}

/** What was split, whole again. */
function joined(lasting: Loose, times: Loose = {}): Loose {
  const whole: Record<string, unknown> = { ...lasting };
  for (const [key, part] of Object.entries(times)) {
    const own = lasting[key];
    whole[key] = isTree(own) && isTree(part) ? joined(own, part) : part;
  }
  return whole;
}

export const resultPath = (folder: string, hash: string): string => join(folder, `${hash}.json`);
const timesPath = (folder: string, hash: string): string => join(folder, `${hash}.times.json`);
export const checkpointPath = (folder: string, hash: string): string =>
  join(folder, `${hash}.checkpoint`);

export const hasResult = (folder: string, hash: string): boolean =>
  existsSync(resultPath(folder, hash));

/** A task that has been trained to its end. */
export interface EndedTask {
  readonly hash: string;
  readonly settings: Settings;
  readonly summary: DataSetSummary;
  readonly runs: readonly { readonly result: RunResult; readonly events: readonly KeptEvent[] }[];
}

/** Previews and recordings would outweigh the run. */
const lightSummary = (summary: DataSetSummary): DataSetSummary => ({
  ...summary,
  modalities: summary.modalities.map(({ clips: _clips, ...rest }) => rest),
  previews: [],
});

/**
 * Writes both files, the result last: where it stands, the other does too. A result that another attempt at the task has
 * written meanwhile is left as it is.
 * @returns `stood` where it says the same, `differs` where another build or back end must have trained it.
 * @throws WriteError where the machine cannot write it.
 */
export async function writeResult(
  folder: string,
  { hash, settings, summary, runs }: EndedTask,
  about: Pick<TaskTimes, 'host' | 'node' | 'tasks' | 'data' | 'startedAt' | 'endedAt' | 'resumed'>,
): Promise<'written' | 'stood' | 'differs'> {
  const halves = runs.map(({ result, events }) => ({
    result: split(result),
    // an event's place in the race depends on where it was cut off; its place in the run does not
    events: events.map((event, i) => split({ ...event, seq: i + 1 })),
  }));
  const times: TaskTimes = {
    ...{ kind: 'task-times', format: RESULT_FORMAT, hash },
    ...about,
    runs: halves.map((run) => ({
      result: run.result.times,
      events: run.events.map((event) => event.times),
    })),
  };
  const result: Omit<TaskResult, 'runs'> & { readonly runs: readonly object[] } = {
    ...{ kind: 'task-result', format: RESULT_FORMAT, hash, runFormat: RUN_FORMAT },
    settings,
    summary: lightSummary(summary),
    runs: halves.map((run) => ({
      result: run.result.lasting,
      events: run.events.map((event) => event.lasting),
    })),
  };
  const text = `${JSON.stringify(result)}\n`;
  const path = resultPath(folder, hash);
  if (!hasResult(folder, hash)) {
    await writeWhole(timesPath(folder, hash), `${JSON.stringify(times)}\n`);
    if (await writeOnce(path, text)) return 'written';
  }
  return (await readFile(path, 'utf8')) === text ? 'stood' : 'differs';
}

const readJson = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(path, 'utf8')) as unknown;

const isOurs = (json: unknown, kind: string, hash: string): boolean => {
  const { kind: found, format, hash: own } = (json ?? {}) as Loose;
  return found === kind && format === RESULT_FORMAT && own === hash;
};

/** A result with its times, where they are there. */
export interface ReadResult extends TaskResult {
  /** ISO 8601; null where nothing says when it was trained. */
  readonly endedAt: string | null;
}

/** @throws ResultFileError where the file is no result of this task. */
export async function readResult(folder: string, hash: string): Promise<ReadResult> {
  const path = resultPath(folder, hash);
  const json = await readJson(path).catch(() => null);
  if (!isOurs(json, 'task-result', hash)) {
    throw new ResultFileError(`${path} is no result of this task and version.`);
  }
  const result = json as TaskResult;
  const found = await readJson(timesPath(folder, hash)).catch(() => null);
  if (!isOurs(found, 'task-times', hash)) return { ...result, endedAt: null };
  const times = found as TaskTimes;
  const runs = result.runs.map((run, i) => ({
    result: { ...run.result, ...times.runs[i]?.result },
    events: run.events.map((event, at) => joined(event, times.runs[i]?.events[at])),
  }));
  return { ...result, runs, endedAt: times.endedAt };
}
