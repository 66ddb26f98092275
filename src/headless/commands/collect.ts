/**
 * `headless collect DIR`: the results of a sweep as files that the page opens and as a table with verdicts. Names what
 * is missing and what failed.
 */
import { join } from 'node:path';
import type { Accuracies } from '../../protocol/events';
import type { Failure } from '../../protocol/failure';
import type { ByModality } from '../../protocol/measures';
import { SettingsError } from '../../protocol/settings';
import { optionsOf } from '../command-line';
import { EXIT } from '../exit-codes';
import { print } from '../output';
import { groupsOf, type SweptRun } from '../sweep/groups';
import { hasResult, type ReadResult, ResultFileError, readResult } from '../sweep/result-file';
import { runId, storedRuns } from '../sweep/run-file';
import { RunFiles } from '../sweep/run-files';
import { sweptTable } from '../sweep/swept-table';
import { writeTable } from '../sweep/table';
import { hashOf, parseTask, readTaskLines, TASKS_FILE } from '../sweep/task-list';
import { COLLECT_USAGE } from '../sweep/usage';
import { writeWhole } from '../sweep/whole-file';

const TABLE_FILE = 'table.md';

interface Trouble {
  readonly index: number;
  readonly hash: string;
  readonly message: string;
}

export async function collectCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = optionsOf(
    argv,
    { tasks: { type: 'string' }, baseline: { type: 'string' }, help: { type: 'boolean' } },
    COLLECT_USAGE,
  );
  if (values.help) {
    console.error(COLLECT_USAGE);
    return EXIT.ok;
  }
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    throw new SettingsError(
      'arguments',
      'collect needs one folder of results.',
      `\n${COLLECT_USAGE}`,
    );
  }
  const tasks = values.tasks ?? join(folder, TASKS_FILE);
  const lines = await readTaskLines(tasks);
  /** Index of each task by its name. */
  const places = new Map<string, number>();
  const swept: SweptRun[] = [];
  const missing: Trouble[] = [];
  const failed: Trouble[] = [];
  const there: string[] = [];
  for (const [index, line] of lines.entries()) {
    const hash = hashOf(parseTask(line, tasks, index + 1));
    const before = places.get(hash);
    if (before !== undefined) {
      console.error(`Task ${index} is the same as task ${before} and is counted once.`);
      continue;
    }
    places.set(hash, index);
    const read = await resultOf(folder, hash);
    if ('message' in read) {
      missing.push({ index, hash, message: read.message });
      continue;
    }
    for (const { result } of read.runs) {
      const failure = result['failed'] as Failure | undefined;
      if (failure) {
        const message = `${result.method}: ${failure.message}`;
        failed.push({ index, hash, message });
      }
      const durationMs = result['durationMs'] as number | undefined;
      swept.push({
        id: runId(hash, result.method),
        settings: read.settings,
        ...(durationMs !== undefined && { durationMs }),
        numbers: {
          method: result.method,
          ...(failure && { failed: failure }),
          ...(!failure && { accuracy: result['accuracy'] as Accuracies }),
          ...(!failure && { ridge: result['ridge'] as ByModality<number> }),
        },
      });
    }
    there.push(hash);
  }
  const baseline = baselineOf(values.baseline, swept);
  const groups = groupsOf(swept, baseline);
  const files = await RunFiles.in(folder, sweptTable(swept, baseline));
  // read once more: the table stands before the runs, which need not fit into memory
  for (const hash of there) await files.add(storedRuns([await readResult(folder, hash)]));
  const written = await files.end();
  const table = join(folder, TABLE_FILE);
  await writeWhole(table, writeTable(groups));
  for (const { index, message } of missing) console.error(`Task ${index} is missing: ${message}`);
  for (const { index, message } of failed) console.error(`Task ${index} failed: ${message}`);
  console.error(
    `${there.length} of ${places.size} tasks are there${failed.length > 0 ? `, ${failed.length} of them failed` : ''}. The table is in ${table}, the runs for the page are in ${written.join(', ') || 'no file'}.`,
  );
  await print({
    ...{ kind: 'collected', tasks: places.size, missing, failed },
    ...{ runs: written, table, groups },
  });
  return missing.length + failed.length > 0 ? EXIT.runFailed : EXIT.ok;
}

async function resultOf(folder: string, hash: string): Promise<ReadResult | { message: string }> {
  if (!hasResult(folder, hash)) return { message: `there is no ${hash}.json.` };
  try {
    return await readResult(folder, hash);
  } catch (error) {
    if (error instanceof ResultFileError) return { message: error.message };
    throw error;
  }
}

/** @throws SettingsError where no task has such a run. */
function baselineOf(name: string | undefined, swept: readonly SweptRun[]): string | null {
  if (name === undefined) return null;
  const names = new Set(swept.map(({ numbers }) => numbers.method));
  if (names.has(name)) return name;
  throw new SettingsError(
    '--baseline',
    `--baseline is ${name}; it must be one of the runs: ${[...names].join(', ')}.`,
  );
}
