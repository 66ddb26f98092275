/**
 * `headless task --tasks FILE --index N --out DIR`: trains one task of a sweep, or several. Each does nothing where its result
 * stands, and goes on from its checkpoint where it was cut off.
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { SettingsError } from '../../protocol/settings';
import { jobsOf, optionsOf, wholeNumber } from '../command-line';
import { DEVICE_OPTIONS, deviceAsked } from '../device-options';
import { EXIT } from '../exit-codes';
import { print } from '../output';
import { parseWholes } from '../seeds/seed-list';
import { severalTasks } from '../sweep/several-tasks';
import { hashOf, leavesEpochs, parseTask, readTaskLines } from '../sweep/task-list';
import { isTold, trainTold } from '../sweep/told-tasks';
import { type Task, trainTask } from '../sweep/train-task';
import { TASK_USAGE } from '../sweep/usage';

export async function taskCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(
    argv,
    {
      tasks: { type: 'string' },
      'tasks-hash': { type: 'string' },
      index: { type: 'string' },
      out: { type: 'string' },
      ...DEVICE_OPTIONS,
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
  const jobs = jobsOf(values.jobs);
  const common = {
    device: deviceAsked(values),
    tasks: resolve(tasks),
    folder: out,
    path: values.data ?? null,
    jobs: jobs ?? 1,
    checkpointMs: 1000 * seconds(values['checkpoint-seconds'] ?? '10'),
  };
  const taskAt = (at: number): Task => {
    const line = lines[at] as string;
    const settings = parseTask(line, tasks, at + 1);
    return {
      ...common,
      index: at,
      hash: hashOf(settings),
      settings,
      proposesEpochs: leavesEpochs(line),
    };
  };
  if (isTold(index)) return trainTold((at, say) => trainTask(taskAt(at), say));
  const indices = indicesIn(index, lines.length);
  const [at = 0] = indices;
  if (indices.length === 1) return trainTask(taskAt(at), print);
  const { help: _help, index: _index, jobs: _jobs, ...rest } = values;
  const words = Object.entries(rest).flatMap(([name, value]) => [`--${name}`, value]);
  return severalTasks({ indices, jobs: jobs ?? availableParallelism(), words });
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
