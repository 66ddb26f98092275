/**
 * Everything a person can do with finished runs: the shelf, looking at one again, files out and in. Never touches
 * training. Clock, ids and storage are given.
 */
import { toFailure } from '../../protocol/failure';
import type { ExperimentStore } from '../experiment-store';
import type { NoticesStore } from '../notices';
import type { RaceStore } from '../race-store';
import type { TimeStore } from '../time/time-store';
import { cardTitle } from './card-words';
import { type Keeper, keepFinishedRuns } from './keep-finished-runs';
import type { RunStorage } from './run-storage';
import { createShelf, type Shelf } from './shelf';
import { pastRaceOf } from './show-run';
import type { WholeRun } from './stored-run';

export type RunFileKind = 'json' | 'csv';

/** A file to be saved by the page. */
export interface RunFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

export interface Runs extends Shelf, Keeper {
  /** Puts a run on the page, to look at. */
  show(id: string): Promise<void>;
  exportRuns(ids: readonly string[], kind: RunFileKind): Promise<RunFile>;
  /** Takes runs from a file that this page once exported; a bad file is named on the page with the reason. */
  importRuns(name: string, text: string): Promise<void>;
}

export interface RunsOptions {
  readonly stores: {
    readonly race: RaceStore;
    readonly experiment: ExperimentStore;
    readonly notices: NoticesStore;
    readonly time: TimeStore;
  };
  readonly openStorage: () => Promise<RunStorage>;
  readonly now: () => Date;
  readonly breathe: () => Promise<void>;
}

const TYPES: Readonly<Record<RunFileKind, string>> = {
  json: 'application/json',
  csv: 'text/csv;charset=utf-8',
};

/** "modality-lab-di-mml-seed-7.json", "modality-lab-12-runs.csv": letters that every file system takes. */
function fileName(runs: readonly WholeRun[], kind: RunFileKind): string {
  const [first] = runs;
  const what =
    runs.length === 1 && first
      ? `${first.stored.run.name}-seed-${first.stored.settings.seed}`
      : `${runs.length}-runs`;
  return `modality-lab-${what.replaceAll(/[^a-z0-9-]+/gi, '-')}.${kind}`;
}

/** More sentences than this nobody reads. */
const MOST_REPAIRS = 4;

/** What was lost in reading a file, as far as a notice has room. */
function fewOf(repairs: readonly string[]): readonly string[] {
  const rest = repairs.length - MOST_REPAIRS;
  return rest > 0
    ? [...repairs.slice(0, MOST_REPAIRS), `${rest} more places could not be read.`]
    : repairs;
}

export function createRuns({ stores, openStorage, now, breathe }: RunsOptions): Runs {
  const { race, experiment, notices, time } = stores;
  const shelf = createShelf({ openStorage, notices });
  const keeper = keepFinishedRuns({ race, experiment, shelf, now, breathe });
  return {
    ...shelf,
    ...keeper,
    async show(id) {
      const runs = await shelf.read([id]);
      const [run] = runs;
      if (!run) return;
      const { settings } = run.stored;
      const title = cardTitle({ label: run.stored.run.label, settings });
      const past = pastRaceOf(runs, { kind: 'shelf', id, title });
      if (past) time.getState().showPast(past);
    },
    async exportRuns(ids, kind) {
      const runs = await shelf.read(ids);
      const text =
        kind === 'json'
          ? (await import('./run-file')).writeRunFile(runs)
          : (await import('./run-csv')).runsAsCsv(runs);
      return { name: fileName(runs, kind), type: TYPES[kind], text };
    },
    async importRuns(name, text) {
      try {
        const { readRunFile } = await import('./run-file');
        const known = new Set(shelf.store.getState().cards.map(({ id }) => id));
        const { runs: all, repairs } = readRunFile(name, text);
        const fresh = all.filter(({ stored }) => !known.has(stored.id));
        await shelf.keep(fresh);
        const count = fresh.length === 1 ? '1 run' : `${fresh.length} runs`;
        const rest = all.length - fresh.length;
        const hint = [rest > 0 ? `${rest} stood on the shelf already.` : '', ...fewOf(repairs)]
          .filter(Boolean)
          .join(' ');
        notices
          .getState()
          .tell({ topic: 'shelf', tone: 'news', message: `${count} came from ${name}.`, hint });
      } catch (error) {
        notices.getState().tellFailure('shelf', toFailure(error));
      }
    },
  };
}
