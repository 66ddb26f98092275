/**
 * `headless sweep PLAN.json --out DIR`: the plan's tasks, each one looked at before the first is written, and scripts for
 * the engines that run them.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InThreadLab } from '../../client/in-thread-lab';
import type { DataSet } from '../../protocol/data-set';
import { mustNameModalities } from '../../protocol/encoder-names';
import { keyWithoutSeed } from '../../protocol/same-settings';
import { type Settings, SettingsError } from '../../protocol/settings';
import { nameOfFiles, optionsOf, wholeNumber } from '../command-line';
import { EXIT } from '../exit-codes';
import { openLab } from '../lab/open-lab';
import { print } from '../output';
import { proposeEpochs } from '../propose-epochs';
import { publishedAt } from '../published-at';
import {
  expandPlan,
  namesPublished,
  type PlannedTask,
  type PublishedFiles,
  parsePlan,
  planError,
} from '../sweep/plan';
import { withValidationTasks } from '../sweep/set-aside-tasks';
import { dataOfTask } from '../sweep/task-data';
import { TASKS_FILE, writeTasks } from '../sweep/task-list';
import { SWEEP_USAGE } from '../sweep/usage';
import { weighTasks } from '../sweep/weigh-tasks';
import { makeFolder, writeWhole } from '../sweep/whole-file';
import { type AskedScripts, writeScripts } from '../sweep/write-scripts';

/** Whole clusters have fewer processors. */
const MOST_AT_ONCE = 100_000;
/** As many as `--index` takes. */
const MOST_EACH = 10_000;

export async function sweepCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(
    argv,
    {
      out: { type: 'string' },
      data: { type: 'string' },
      slurm: { type: 'boolean', default: false },
      parallel: { type: 'boolean', default: false },
      'at-once': { type: 'string' },
      each: { type: 'string' },
      help: { type: 'boolean' },
    },
    SWEEP_USAGE,
  );
  if (values.help) {
    console.error(SWEEP_USAGE);
    return EXIT.ok;
  }
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0 || values.out === undefined) {
    throw new SettingsError('arguments', 'sweep needs one plan and --out DIR.', `\n${SWEEP_USAGE}`);
  }
  const scripts = scriptsAsked(values);
  const plan = parsePlan(await readPlan(path));
  const data = values.data ?? null;
  const planned = expandPlan(plan, await publishedFiles(plan, data));
  const { tasks, proposed } = await settledTasks(planned, data);
  const file = join(values.out, TASKS_FILE);
  const text = writeTasks(tasks);
  if (existsSync(file) && (await readFile(file, 'utf8')) !== text) {
    throw new SettingsError(
      '--out',
      `--out is ${values.out}, which holds the tasks of another plan (${TASKS_FILE}).`,
      'Choose another folder, or move that file away; results that stand there stay valid, for they are named by their settings.',
    );
  }
  await makeFolder(values.out);
  await writeWhole(file, text);
  console.error(
    tasks.length === 1
      ? `1 task is in ${file}, with index 0.`
      : `${tasks.length} tasks are in ${file}, with indices 0 to ${tasks.length - 1}.`,
  );
  const written = await writeScripts(scripts, values.out, text, data, () =>
    weighTasks([...differing(tasks, (task) => task).values()], data),
  );
  await print({
    ...{ kind: 'sweep-written', tasks: tasks.length, file, ...written },
    ...(proposed.length > 0 ? { proposedEpochs: proposed } : {}),
  });
  return EXIT.ok;
}

/** One of each that differ in their seed only, by their settings without it. */
const differing = <T>(tasks: readonly T[], settingsOf: (task: T) => Settings): Map<string, T> =>
  new Map(tasks.map((task) => [keyWithoutSeed(settingsOf(task)), task]));

/** @throws SettingsError for numbers that are none, or that no script is asked for. */
function scriptsAsked(values: {
  readonly slurm: boolean;
  readonly parallel: boolean;
  readonly 'at-once'?: string | undefined;
  readonly each?: string | undefined;
}): AskedScripts {
  const { slurm, parallel, 'at-once': atOnce, each } = values;
  const number = (option: string, text: string | undefined, most: number, needs: string | null) => {
    if (text === undefined) return null;
    if (needs === null) return wholeNumber(option, text, 1, most);
    throw new SettingsError(option, `${option} is about a script; add ${needs}.`);
  };
  const isAny = slurm || parallel;
  return {
    ...{ slurm, parallel },
    atOnce: number('--at-once', atOnce, MOST_AT_ONCE, isAny ? null : '--slurm or --parallel'),
    each: number('--each', each, MOST_EACH, slurm ? null : '--slurm'),
  };
}

/** @throws SettingsError where a plan speaks of a published set, and the files are not there, or of none. */
async function publishedFiles(
  plan: Parameters<typeof namesPublished>[0],
  path: string | null,
): Promise<PublishedFiles | null> {
  if (!namesPublished(plan)) return null;
  const settings = await publishedAt(path === null ? [] : [path]);
  return { id: nameOfFiles(path ?? ''), settings };
}

async function readPlan(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new SettingsError('plan', `The plan is ${path}; there is no such file to read.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError('plan', `${path} is not JSON: ${(error as Error).message}`);
  }
}

/**
 * The settings of every task, with what the plan leaves to the lab: validation samples, and epochs.
 * @throws SettingsError naming every place in the plan that cannot be trained.
 */
async function settledTasks(
  planned: readonly PlannedTask[],
  path: string | null,
): Promise<{ readonly tasks: readonly Settings[]; readonly proposed: readonly number[] }> {
  const { lab, catalogue } = await openLab({ backend: 'wasm' });
  try {
    const { tasks, told } = withValidationTasks(planned, catalogue);
    const proposed = await checkTasks(lab, tasks, path);
    for (const sentence of told) console.error(sentence);
    return {
      tasks: tasks.map(({ settings }) => {
        const epochs = proposed.get(keyWithoutSeed(settings));
        return epochs === undefined ? settings : { ...settings, epochs };
      }),
      proposed: [...new Set(proposed.values())],
    };
  } finally {
    await lab.closed();
  }
}

/**
 * Sets every task up as if it were to be trained, once for tasks that differ in their seed only: so methods and knobs
 * that do not exist, or do not suit the data, are known before anything is written.
 * @returns the number of epochs proposed by the size of the files, where the plan leaves it to that: by the settings
 * without their seed, for the training parts of seeds differ by a sample at most.
 * @throws SettingsError naming every place in the plan that cannot be trained.
 */
async function checkTasks(
  lab: InThreadLab,
  tasks: readonly PlannedTask[],
  path: string | null,
): Promise<ReadonlyMap<string, number>> {
  const wrong: SettingsError[] = [];
  const proposed = new Map<string, number>();
  const told = new Set<string>();
  for (const [key, task] of differing(tasks, ({ settings }) => settings)) {
    const dataSet = await dataOfTask(task.settings, path, false);
    if (dataSet && task.proposesEpochs) {
      const proposal = proposeEpochs(task.settings, dataSet);
      proposed.set(key, proposal.settings.epochs);
      told.add(`${proposal.told}"settings": {"epochs": N} in the plan trains N.`);
    }
    wrong.push(...(await checkTask(lab, task, dataSet)));
  }
  const [first] = wrong;
  if (first) throw wrongTogether(first, wrong);
  for (const sentence of told) console.error(sentence);
  return proposed;
}

/** All that is wrong with a plan as one error: one line each, so that a plan is corrected once. */
function wrongTogether(first: SettingsError, wrong: readonly SettingsError[]): SettingsError {
  const sentences = [...new Set(wrong.map(({ message }) => message))];
  if (sentences.length === 1) return first;
  const lines = sentences.map((sentence) => `\n- ${sentence}`).join('');
  return new SettingsError(
    first.path,
    `${sentences.length} parts of the plan cannot be trained:${lines}\n`,
    first.hint,
  );
}

/** What the lab refuses of a task; nothing where it can be trained. */
async function checkTask(
  lab: InThreadLab,
  { settings, places }: PlannedTask,
  dataSet: DataSet | null,
): Promise<readonly SettingsError[]> {
  const refused: Parameters<typeof planError>[0][] = [];
  const unsubscribe = lab.subscribe((event) => {
    // another machine or back end may have more
    if (event.kind === 'request-failed' && event.failed.code === 'too-much-memory') {
      console.error(`On WebAssembly tasks will fail: ${event.failed.message} ${event.failed.hint}`);
    } else if (event.kind === 'request-failed') refused.push(event.failed);
    if (event.kind !== 'data-opened') return;
    try {
      mustNameModalities(settings, event.summary);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      refused.push(error);
    }
  });
  lab.send(dataSet ? { kind: 'use-data', dataSet } : { kind: 'open-data', settings });
  lab.send({ kind: 'start-race', settings, withReference: false, paused: true });
  await lab.settled();
  unsubscribe();
  return refused.slice(0, 1).map((failed) => planError(failed, places));
}
