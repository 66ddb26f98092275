/**
 * The shelf: the cards of finished runs, which one is the baseline, which two are compared, and every change of them, be
 * it made in another tab. Where the browser cannot keep a run it stays until the page closes. Knows no race.
 */
import { createStore } from 'zustand/vanilla';
import type { NoticesStore } from '../notices';
import type { ReadonlyStore } from '../readonly-store';
import type { StorageStore } from '../storage/storage-store';
import type { AboutRun } from './about-run';
import type { KeptRuns } from './kept-runs';
import type { RunCard } from './run-card';
import type { NoteName, RunStorage, StorageNews } from './run-storage';
import { tellDropped } from './shelf-words';
import type { WholeRun } from './stored-run';

export interface ShelfState {
  /** `until-closed`: the browser cannot keep anything for the page, or does not show what it has. */
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
  /**
   * Puts runs on the shelf, with what a person wrote about them; one that stands there already is replaced.
   * @returns whether the browser keeps all of them
   */
  keep(runs: readonly WholeRun[]): Promise<boolean>;
  /** The whole runs, those that are not there any more, or cannot be read, left out. */
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
  /** A note of the page's own, as it was kept; null where it was not, or cannot be read. */
  note(name: NoteName): Promise<string | null>;
  /** Keeps it; null forgets it. */
  keepNote(name: NoteName, text: string | null): Promise<void>;
  /** Looks again what the browser has, and brings there what lives only in this page. */
  tryAgain(): Promise<void>;
  /** What stands under these ids, whatever it is. */
  raw(ids: readonly string[]): Promise<readonly unknown[]>;
  /** Calls back when the browser has lost everything that was kept. */
  onEmptied(hear: () => void): void;
}

/** Two races of three runs on a hundred seeds each; beyond the caps the oldest go first. */
export const MOST_RUNS = 600;
const MOST_WITH_SNAPSHOTS = 24;
/** More sentences than this nobody reads. */
const MOST_REPAIRS = 4;

export interface ShelfOptions {
  readonly openStorage: () => Promise<RunStorage>;
  readonly notices: NoticesStore;
  /** Where it says what is wrong with storage. */
  readonly storage: StorageStore;
}

export function createShelf({ openStorage, notices, storage }: ShelfOptions): Shelf {
  const store = createStore<ShelfState>(() => ({
    storage: 'opening',
    cards: [],
    pinned: null,
    compared: [],
    deleted: [],
  }));
  let kept!: KeptRuns;
  /** Fetched beside the page, whose first drawing needs none of it; every change asks again where that failed. */
  const fetched = async () => {
    if (isFetched) return;
    const { createKeptRuns } = await import('./kept-runs');
    kept = createKeptRuns({ openStorage, store: storage, hear: (news) => hear(news) });
    isFetched = true;
  };
  let isFetched = false;
  const hearers: (() => void)[] = [];
  /** Also of runs that were deleted, until the page closes: a deletion can be taken back. */
  const abouts = new Map<string, AboutRun | null>();
  const withAbout = (card: RunCard): RunCard => {
    const { about: _, ...rest } = card;
    const about = abouts.get(card.id);
    return about ? { ...rest, about } : rest;
  };
  let opened: Promise<void> | null = null;
  // one change after the other, so that none is overtaken
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(fetched).then(task);
    queue = done.catch(() => {});
    return done;
  };
  const tell = (words: { message: string; hint: string }) =>
    notices.getState().tell({ topic: 'shelf', tone: 'news', ...words });

  const forgetAbouts = (ids: readonly string[]) =>
    kept.attempt(async (from) => {
      for (const id of ids) if (abouts.get(id)) await from.writeAbout(id, null);
    });
  const keepAbout = (id: string) => {
    const about = abouts.get(id);
    return kept.attempt((to) => to.writeAbout(id, about ? JSON.stringify(about) : null));
  };

  const keepTidy = async () => {
    const { cards, pinned } = store.getState();
    const loose = cards.filter(({ id }) => id !== pinned);
    const tooMany = loose.slice(0, Math.max(0, cards.length - MOST_RUNS));
    if (tooMany.length > 0) {
      const ids = tooMany.map(({ id }) => id);
      await kept.remove(ids);
      await forgetAbouts(ids);
      store.setState({ cards: cards.filter(({ id }) => !ids.includes(id)) });
      tell(tellDropped(tooMany, MOST_RUNS));
    }
    const rich = store.getState().cards.filter(({ hasSnapshots }) => hasSnapshots);
    const stale = rich
      .filter(({ id }) => id !== pinned)
      .slice(0, Math.max(0, rich.length - MOST_WITH_SNAPSHOTS))
      .map(({ id }) => id);
    if (stale.length > 0 && (await kept.attempt((from) => from.dropSnapshots(stale)))) {
      store.setState((state) => ({
        cards: state.cards.map((card) =>
          stale.includes(card.id) ? { ...card, hasSnapshots: false } : card,
        ),
      }));
    }
  };

  /** What a run that the browser keeps has lost, by its age or otherwise. */
  const tellRepairs = (repairs: readonly string[]) => {
    if (repairs.length === 0) return;
    const message = 'This run was kept by an older version of the page, or is damaged in places.';
    tell({ message, hint: repairs.slice(0, MOST_REPAIRS).join(' ') });
  };
  const withoutCards = (ids: readonly string[]) =>
    store.setState((state) => ({
      cards: state.cards.filter(({ id }) => !ids.includes(id)),
      compared: state.compared.filter((id) => !ids.includes(id)),
      pinned: state.pinned !== null && ids.includes(state.pinned) ? null : state.pinned,
    }));

  const read = async (ids: readonly string[]): Promise<readonly WholeRun[]> => {
    const found: WholeRun[] = [];
    for (const id of ids) {
      const each = await kept.read(id);
      if (!each) continue;
      if ('refusal' in each) {
        withoutCards([id]);
        continue;
      }
      tellRepairs(each.repairs);
      const about = abouts.get(id);
      found.push({ ...each.run, ...(about && { about }) });
    }
    return found;
  };

  const replaceCards = (cards: readonly RunCard[]) => {
    const ids = new Set(cards.map(({ id }) => id));
    store.setState((state) => ({
      cards: [...state.cards.filter(({ id }) => !ids.has(id)), ...cards.map(withAbout)],
    }));
  };
  const inOrder = () =>
    store.setState(({ cards }) => ({
      cards: [...cards].sort((a, b) => a.savedAt.localeCompare(b.savedAt)),
    }));
  const keep = async (runs: readonly WholeRun[]) => {
    // numbers are asked for all at once: of a page that is closed right now the later ones would never be
    const atOnce = runs
      .filter(({ snapshots }) => snapshots === null)
      .map(({ about: _, ...run }) => [run.stored.id, kept.put(run)] as const);
    const asked = new Map(atOnce);
    const cards: RunCard[] = [];
    for (const { about, ...run } of runs) {
      const card = await (asked.get(run.stored.id) ?? kept.put(run));
      // what a file says of it counts before what the page remembers
      const said = about ?? abouts.get(card.id);
      if (said) {
        abouts.set(card.id, said);
        await keepAbout(card.id);
      }
      cards.push(card);
    }
    // all at once: a page that is drawn anew for each of many runs gives up
    replaceCards(cards);
    await keepTidy();
    return runs.every(({ stored }) => !kept.isOnlyHere(stored.id));
  };
  const takeAbouts = async (said: ReadonlyMap<string, string>) => {
    if (said.size === 0) return;
    const { readAbout } = await import('./about-run');
    for (const [id, text] of said) abouts.set(id, readAbout(text));
  };

  const load = async () => {
    const found = await kept.load();
    if (!found) {
      store.setState({ storage: 'until-closed' });
      return;
    }
    await takeAbouts(found.abouts);
    const { pinned } = found;
    store.setState({ storage: 'kept', cards: found.cards.map(withAbout), pinned });
  };
  const tryAgain = () =>
    inTurn(async () => {
      await load();
      replaceCards(await kept.bringOver());
      inOrder();
    });
  /** What another tab did to these runs; what lives only here it cannot have touched. */
  const takeChanges = (ids: readonly string[]) =>
    inTurn(async () => {
      const theirs = ids.filter((id) => !kept.isOnlyHere(id));
      const cards = await kept.cards(theirs);
      const left = new Set(cards.map(({ id }) => id));
      if (cards.length > 0) await takeAbouts(await kept.ask((from) => from.abouts(), new Map()));
      withoutCards(theirs.filter((id) => !left.has(id)));
      replaceCards(cards);
      inOrder();
      store.setState({ pinned: await kept.pinned() });
    });
  const hear = (news: StorageNews) => {
    switch (news.kind) {
      case 'changed':
        return void takeChanges(news.ids);
      case 'opened-late':
        return void tryAgain();
      case 'failed':
        // whoever asks next says why
        return void kept.ask((from) => from.pinned(), null);
      case 'emptied': {
        const gone = store.getState().cards.flatMap(({ id }) => (kept.isOnlyHere(id) ? [] : [id]));
        kept.noteGone(gone, news.by);
        withoutCards(gone);
        for (const tellHearer of hearers) tellHearer();
      }
    }
  };

  return {
    store,
    open() {
      opened ??= inTurn(load);
      return opened;
    },
    keep: (runs) => inTurn(() => keep(runs)),
    read: (ids) => inTurn(() => read(ids)),
    remove: (ids) =>
      inTurn(async () => {
        const deleted = await read(ids);
        await kept.remove(ids);
        await forgetAbouts(ids);
        withoutCards(ids);
        store.setState({ deleted });
        // there may be room now for what had none
        replaceCards(await kept.bringOver());
        inOrder();
      }),
    undo: () =>
      inTurn(async () => {
        const { deleted } = store.getState();
        store.setState({ deleted: [] });
        await keep(deleted);
        inOrder();
      }),
    pin: (id) =>
      inTurn(async () => {
        const pinned = store.getState().pinned === id ? null : id;
        store.setState({ pinned });
        await kept.attempt((to) => to.pin(pinned));
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
        await keepAbout(id);
      }),
    note: (name) => inTurn(() => kept.ask((from) => from.note(name), null)),
    keepNote: (name, text) =>
      inTurn(async () => void (await kept.attempt((to) => to.writeNote(name, text)))),
    tryAgain,
    raw: (ids) =>
      inTurn(() => Promise.all(ids.map((id) => kept.ask((from) => from.raw(id), null)))),
    onEmptied: (hearer) => void hearers.push(hearer),
  };
}
