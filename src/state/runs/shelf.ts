/**
 * The shelf: the cards of finished runs, which one is the baseline, which two are compared, and every change of them.
 * Storage may fail at any time; then a run stays until the page closes, and the page says so. Knows no race.
 */
import { createStore } from 'zustand/vanilla';
import { RUN_FORMAT } from '../../protocol/run-format';
import { fromFormat1 } from '../../protocol/settings-format-1';
import type { NoticesStore } from '../notices';
import type { ReadonlyStore } from '../readonly-store';
import type { AboutRun } from './about-run';
import { cardOf, type RunCard } from './run-card';
import { memoryRunStorage, type RunStorage } from './run-storage';
import { STORAGE_FULL, tellDropped } from './shelf-words';
import type { WholeRun } from './stored-run';

export interface ShelfState {
  /** `until-closed`: this browser keeps nothing for the page. */
  readonly storage: 'opening' | 'kept' | 'until-closed';
  /** The oldest first. */
  readonly cards: readonly RunCard[];
  readonly pinned: string | null;
  /** Two at most. */
  readonly compared: readonly string[];
  /** What the last deletion took; it can be put back. */
  readonly deleted: readonly WholeRun[];
}

export interface Shelf {
  readonly store: ReadonlyStore<ShelfState>;
  /** Opens the storage and shows what it holds; called once. */
  open(): Promise<void>;
  /** Puts runs on the shelf; one that stands there already is replaced. */
  keep(runs: readonly WholeRun[]): Promise<void>;
  /** The whole runs, those that are not there any more left out. */
  read(ids: readonly string[]): Promise<readonly WholeRun[]>;
  remove(ids: readonly string[]): Promise<void>;
  /** Puts back what the last deletion took. */
  undo(): Promise<void>;
  /** Makes a run the baseline; the same again, or null, makes none. */
  pin(id: string | null): Promise<void>;
  /** Chooses a run for comparison or lets it go; a third takes the place of the first. */
  compare(id: string): void;
  /** Writes down what a person says about a run. */
  describe(id: string, about: AboutRun): Promise<void>;
  /** How the table of runs was left, as it was kept; null where it was not, or cannot be read. */
  table(): Promise<string | null>;
  keepTable(text: string): Promise<void>;
}

/** Two races of three runs on a hundred seeds each; beyond the caps the oldest go first. */
const MOST_RUNS = 600;
const MOST_WITH_SNAPSHOTS = 24;

export interface ShelfOptions {
  readonly openStorage: () => Promise<RunStorage>;
  readonly notices: NoticesStore;
}

export function createShelf({ openStorage, notices }: ShelfOptions): Shelf {
  const store = createStore<ShelfState>(() => ({
    storage: 'opening',
    cards: [],
    pinned: null,
    compared: [],
    deleted: [],
  }));
  /** Until the real one is open, and where there is none. */
  let storage = memoryRunStorage();
  /** Also of runs that were deleted, until the page closes: a deletion can be taken back. */
  const abouts = new Map<string, AboutRun | null>();
  const withAbout = (card: RunCard): RunCard => {
    const { about: _, ...rest } = card;
    const about = abouts.get(card.id);
    return about ? { ...rest, about } : rest;
  };
  /** What did not fit. */
  const overflow = memoryRunStorage();
  let opened: Promise<void> | null = null;
  // one change after the other, so that none is overtaken
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(task);
    queue = done.catch(() => {});
    return done;
  };
  const attempt = async (task: () => Promise<void>): Promise<boolean> => {
    try {
      await task();
      return true;
    } catch {
      return false;
    }
  };
  const tell = (words: { message: string; hint: string }) =>
    notices.getState().tell({ topic: 'shelf', tone: 'news', ...words });

  /** Writes a run where it fits: whole, without snapshots, or in this page only. */
  const put = async (run: WholeRun): Promise<RunCard> => {
    if (await attempt(() => storage.write(run))) return cardOf(run.stored, run.snapshots !== null);
    const bare = { ...run, snapshots: null };
    tell(STORAGE_FULL);
    if (run.snapshots && (await attempt(() => storage.write(bare))))
      return cardOf(run.stored, false);
    await overflow.write(run);
    return cardOf(run.stored, run.snapshots !== null);
  };

  const forgetAbouts = async (ids: readonly string[]) => {
    for (const id of ids) await storage.writeAbout(id, null);
  };
  const keepAbout = (id: string) => {
    const about = abouts.get(id);
    return storage.writeAbout(id, about ? JSON.stringify(about) : null);
  };

  const keepTidy = async () => {
    const { cards, pinned } = store.getState();
    const loose = cards.filter(({ id }) => id !== pinned);
    const tooMany = loose.slice(0, Math.max(0, cards.length - MOST_RUNS));
    if (tooMany.length > 0) {
      const ids = tooMany.map(({ id }) => id);
      await attempt(() => storage.remove(ids));
      await attempt(() => forgetAbouts(ids));
      store.setState({ cards: cards.filter(({ id }) => !ids.includes(id)) });
      tell(tellDropped(tooMany, MOST_RUNS));
    }
    const rich = store.getState().cards.filter(({ hasSnapshots }) => hasSnapshots);
    const stale = rich
      .filter(({ id }) => id !== pinned)
      .slice(0, Math.max(0, rich.length - MOST_WITH_SNAPSHOTS))
      .map(({ id }) => id);
    if (stale.length > 0 && (await attempt(() => storage.dropSnapshots(stale)))) {
      store.setState((state) => ({
        cards: state.cards.map((card) =>
          stale.includes(card.id) ? { ...card, hasSnapshots: false } : card,
        ),
      }));
    }
  };

  /** A run that an older version of this page kept, its keys as they are now; what that cost is said. */
  const inThisFormat = async ({ stored, snapshots }: WholeRun): Promise<WholeRun> => {
    const { format }: { readonly format: number } = stored;
    if (format === RUN_FORMAT) return { stored, snapshots };
    // seldom: fetched when it is needed
    const [{ renameFormat1 }, { logisticOfFormat2 }] = await Promise.all([
      import('./names-of-format-1'),
      import('./probes-of-format-2'),
    ]);
    const lost = format === 1 ? renameFormat1(stored, snapshots) : [];
    logisticOfFormat2(stored);
    if (lost.length > 0) {
      tell({ message: 'This run was kept by an older version of the page.', hint: lost.join(' ') });
    }
    const settings = fromFormat1(stored.settings);
    return { stored: { ...stored, settings, format: RUN_FORMAT }, snapshots };
  };

  const read = async (ids: readonly string[]): Promise<readonly WholeRun[]> => {
    const found: WholeRun[] = [];
    for (const id of ids) {
      const run = (await overflow.read(id)) ?? (await storage.read(id).catch(() => null));
      if (run) found.push(await inThisFormat(run));
    }
    return found;
  };

  const keep = async (runs: readonly WholeRun[]) => {
    for (const run of runs) {
      const card = withAbout(await put(run));
      store.setState(({ cards }) => ({
        cards: [...cards.filter(({ id }) => id !== card.id), card],
      }));
    }
    await keepTidy();
  };

  return {
    store,
    open() {
      opened ??= inTurn(async () => {
        try {
          storage = await openStorage();
          const [kept, pinned, said] = await Promise.all([
            storage.cards(),
            storage.pinned(),
            storage.abouts(),
          ]);
          if (said.size > 0) {
            const { readAbout } = await import('./about-run');
            for (const [id, text] of said) abouts.set(id, readAbout(text));
          }
          const cards = kept.map((card) =>
            withAbout({ ...card, settings: fromFormat1(card.settings) }),
          );
          store.setState({ storage: 'kept', cards, pinned });
        } catch {
          storage = memoryRunStorage();
          store.setState({ storage: 'until-closed' });
        }
      });
      return opened;
    },
    keep: (runs) => inTurn(() => keep(runs)),
    read: (ids) => inTurn(() => read(ids)),
    remove: (ids) =>
      inTurn(async () => {
        const deleted = await read(ids);
        await attempt(() => storage.remove(ids));
        await attempt(() => forgetAbouts(ids));
        await overflow.remove(ids);
        store.setState((state) => ({
          cards: state.cards.filter(({ id }) => !ids.includes(id)),
          compared: state.compared.filter((id) => !ids.includes(id)),
          pinned: state.pinned !== null && ids.includes(state.pinned) ? null : state.pinned,
          deleted,
        }));
      }),
    undo: () =>
      inTurn(async () => {
        const { deleted } = store.getState();
        store.setState({ deleted: [] });
        await keep(deleted);
        for (const { stored } of deleted) await attempt(() => keepAbout(stored.id));
        store.setState(({ cards }) => ({
          cards: [...cards].sort((a, b) => a.savedAt.localeCompare(b.savedAt)),
        }));
      }),
    pin: (id) =>
      inTurn(async () => {
        const pinned = store.getState().pinned === id ? null : id;
        store.setState({ pinned });
        await attempt(() => storage.pin(pinned));
      }),
    compare: (id) =>
      store.setState(({ compared }) => ({
        compared: compared.includes(id)
          ? compared.filter((each) => each !== id)
          : [...compared, id].slice(-2),
      })),
    describe: (id, about) =>
      inTurn(async () => {
        abouts.set(id, (await import('./about-run')).asAbout(about));
        store.setState(({ cards }) => ({
          cards: cards.map((card) => (card.id === id ? withAbout(card) : card)),
        }));
        if (!(await attempt(() => keepAbout(id)))) tell(STORAGE_FULL);
      }),
    table: () => inTurn(() => storage.table().catch(() => null)),
    keepTable: (text) => inTurn(async () => void (await attempt(() => storage.writeTable(text)))),
  };
}
