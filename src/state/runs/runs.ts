/**
 * Everything a person can do with finished runs: the shelf, looking at one again, files out and in. Never touches
 * training. Clock, ids and storage are given.
 */
import { toFailure } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import type { ExperimentStore } from '../experiment-store';
import type { LabStore } from '../lab-store';
import { createTableStore, type TableState } from '../method-table/table-store';
import type { NoticesStore } from '../notices';
import type { RaceStore } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import type { StorageStore } from '../storage/storage-store';
import type { PastOrigin } from '../time/past-race';
import type { TimeStore } from '../time/time-store';
import { cardTitle, whenText } from './card-words';
import { createRunExport, type RunExport } from './export-runs';
import { type Keeper, keepFinishedRuns } from './keep-finished-runs';
import { createLaidStore, type LaidState } from './laid-store';
import type { RunCard } from './run-card';
import type { RunStorage } from './run-storage';
import { createShelf, type Shelf } from './shelf';

/** A text to be saved by the page as a file. */
export interface RunFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

export interface Runs extends Shelf, Keeper, RunExport {
  /** Puts a run on the page, to look at. */
  show(id: string): Promise<void>;
  /** Puts all runs of a race on the page that the shelf has, to look at. */
  showRace(race: string): Promise<void>;
  /** Does so with the newest race of these settings that came to its end, as long as `isWanted`. */
  showFinished(settings: Settings, isWanted: () => boolean): Promise<void>;
  /** Runs laid over the curves that are shown. */
  readonly laid: ReadonlyStore<LaidState>;
  /** Lays a run over them, or takes it away; nothing happens where there are as many as can be told apart. */
  lay(id: string): Promise<void>;
  /** The table that came with the runs of a sweep; it stays in this browser as they do. */
  readonly swept: ReadonlyStore<TableState>;
  showSwept(isShown: boolean): void;
  /** Takes the table away; its runs stay. */
  forgetSwept(): Promise<void>;
  /**
   * Takes runs from a file that this page once exported; a bad file is named on the page with the reason.
   * @returns the races that they are of; none of a bad file.
   */
  importRuns(name: string, file: Blob): Promise<ReadonlySet<string>>;
}

export interface RunsOptions {
  readonly stores: {
    readonly race: RaceStore;
    readonly experiment: ExperimentStore;
    readonly lab: LabStore;
    readonly notices: NoticesStore;
    readonly time: TimeStore;
    readonly storage: StorageStore;
  };
  readonly openStorage: () => Promise<RunStorage>;
  readonly now: () => Date;
  readonly breathe: () => Promise<void>;
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
  const { race, experiment, lab, notices, time, storage } = stores;
  const shelf = createShelf({ openStorage, notices, storage });
  const keeper = keepFinishedRuns({ race, experiment, shelf, now, breathe });
  const laid = createLaidStore();
  const swept = createTableStore();
  const cardsNow = () => shelf.store.getState().cards;

  const showTogether = async (
    cards: readonly RunCard[],
    origin: PastOrigin,
    isWanted = () => true,
  ) => {
    const { pastRaceOf } = await import('./show-run');
    const past = pastRaceOf(await shelf.read(cards.map(({ id }) => id)), origin);
    if (past && isWanted()) time.getState().showPast(past);
  };

  const words = () => lab.getState();
  return {
    ...shelf,
    ...keeper,
    ...createRunExport({ shelf, notices, words, now, breathe }),
    laid,
    swept,
    async open() {
      await shelf.open();
      const text = await shelf.note('swept');
      if (text === null) return;
      const { readKeptTable } = await import('./read-runs');
      swept.setState({ table: readKeptTable(text) });
    },
    showSwept: (isShown) => swept.setState({ isShown }),
    async forgetSwept() {
      swept.setState({ table: null, isShown: false });
      await shelf.keepNote('swept', null);
    },
    async show(id) {
      const card = cardsNow().find((each) => each.id === id);
      if (card) await showTogether([card], { kind: 'shelf', id, title: cardTitle(card) });
    },
    async showRace(race) {
      const { cardsOfRace, raceTitle } = await import('./whole-race');
      const cards = cardsOfRace(cardsNow(), race);
      const title = raceTitle(cards);
      await showTogether(cards, { kind: 'shelf', id: race, title, whole: 'asked' });
    },
    async showFinished(settings, isWanted) {
      await shelf.open();
      if (cardsNow().length === 0) return;
      const { finishedRace, raceTitle } = await import('./whole-race');
      const cards = finishedRace(cardsNow(), settings);
      const [first] = cards ?? [];
      if (!cards || !first) return;
      const title = `${raceTitle(cards)}, trained ${whenText(first.savedAt)}`;
      const origin = { kind: 'shelf', id: first.race, title, whole: 'found' } as const;
      await showTogether(cards, origin, isWanted);
    },
    async lay(id) {
      const { runs } = laid.getState();
      if (runs.some((run) => run.id === id)) {
        laid.setState({ runs: runs.filter((run) => run.id !== id) });
        return;
      }
      const draws = await import('./laid-runs');
      const [whole] = await shelf.read([id]);
      const card = cardsNow().find((each) => each.id === id);
      if (!whole || !card) return;
      laid.setState((now) => {
        const run = draws.laidRun(whole.stored, card, now.runs);
        return run && now.runs.every((each) => each.id !== id)
          ? { draws, runs: [...now.runs, run] }
          : now;
      });
    },
    async remove(ids) {
      await shelf.remove(ids);
      laid.setState(({ runs }) => ({ runs: runs.filter(({ id }) => !ids.includes(id)) }));
    },
    async importRuns(name, file) {
      try {
        const { readRunsFrom } = await import('./read-runs');
        const known = new Set(shelf.store.getState().cards.map(({ id }) => id));
        const { runs: all, repairs, table } = await readRunsFrom(name, file);
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
        if (table) {
          swept.setState({ table, isShown: true });
          await shelf.keepNote('swept', JSON.stringify(table));
        }
        return new Set(all.map(({ stored }) => stored.race));
      } catch (error) {
        notices.getState().tellFailure('shelf', toFailure(error));
        return new Set();
      }
    },
  };
}
