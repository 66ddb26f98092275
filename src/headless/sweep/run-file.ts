/**
 * Results as a file that the page opens (Open, on the shelf of runs): the shape that the page itself exports, without
 * snapshots and levels, which no task measures. The page's reader is what this is held against (run-file.test.ts).
 */
import type { MethodTable } from '../../protocol/method-table';
import { RUN_FORMAT } from '../../protocol/run-format';
import { keyOf } from '../../protocol/same-settings';
import { methodIdOf } from '../../protocol/settings';
import { type Begun, type Trained, trainedAfter } from '../../protocol/stretches';
import type { ReadResult, RunOfTask } from './result-file';
import { shortHash } from './task-list';

/** As many as the page takes from one file. */
export const MOST_RUNS_IN_FILE = 500;

type Loose = Readonly<Record<string, unknown>>;

/** The runs of these results that say something: one that failed in its first epoch has nothing to show. */
export function storedRuns(results: readonly ReadResult[]): object[] {
  return results.flatMap((result) =>
    result.runs
      .filter(({ events }) => events.some(({ kind }) => kind === 'epoch-ended'))
      .map((run) => ({ stored: storedRun(result, run), snapshots: null })),
  );
}

/** Under which a task's run stands on the page's shelf. */
export const runId = (hash: string, name: string): string => `${hash}/${name}`;

function storedRun(
  { hash, runFormat, settings, summary, endedAt }: ReadResult,
  run: RunOfTask,
): object {
  const name = run.result.method;
  const { methods, ...others } = settings;
  return {
    format: runFormat,
    id: runId(hash, name),
    // runs that differ in their method only are shown as those of one race
    race: shortHash(keyOf(others)),
    ...(endedAt !== null && { savedAt: endedAt }),
    settings: { ...others, methods: { [name]: methods[name] ?? {} } },
    summary,
    levels: null,
    run: record(run),
  };
}

/** The run as the page records it while it listens. */
function record({ result, events }: RunOfTask): object {
  const name = result.method;
  const starts = events.filter(({ kind }) => kind === 'run-started');
  const epochs = events.filter(({ kind }) => kind === 'epoch-ended');
  const end = events.find(({ kind }) => kind === 'run-ended') ?? null;
  const failed = events.find(({ kind }) => kind === 'run-failed');
  return {
    name,
    methodId: methodIdOf(name),
    label: result.label,
    ...starts.map(begunOf).reduce<Trained>(trainedAfter, { backend: '', adapter: '' }),
    status: failed ? 'failed' : end ? 'ended' : 'stopped',
    expectedEpochs: starts[0]?.['epochs'] ?? epochs.length,
    stages: stagesOf(events),
    epochs,
    end,
    failed: failed?.['failed'] ?? null,
  };
}

const begunOf = ({ backend, adapter, afterEpoch }: Loose): Begun => ({
  backend: String(backend ?? ''),
  adapter: String(adapter ?? ''),
  ...(typeof afterEpoch === 'number' && { afterEpoch }),
});

function stagesOf(events: readonly Loose[]): object[] {
  let afterEpoch = 0;
  return events.flatMap(({ kind, stage, label, epoch }) => {
    if (kind === 'epoch-ended') afterEpoch = Number(epoch);
    return kind === 'stage-started' ? [{ stage, label, afterEpoch }] : [];
  });
}

/** The file's text. @param runs each as JSON. @param table of all runs of the sweep, those of further files among them. */
export const writeRunFile = (runs: readonly string[], table: MethodTable): string =>
  `{"kind":"modality-lab-runs","format":${RUN_FORMAT},"table":${JSON.stringify(table)},"runs":[${runs.join()}]}\n`;
