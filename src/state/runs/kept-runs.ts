/**
 * Where runs of the shelf stand: in this browser, or, where that fails, in this page until it is closed. Tells what is
 * wrong and what lives only here, and brings it to the disk as soon as there is a way. Knows no cards on a page.
 */
import { type Cause, detailOf, failingOf } from '../storage/fault';
import { addDamaged, type StorageStore, setFault } from '../storage/storage-store';
import { memoryRunStorage } from './memory-run-storage';
import { cardOf, type RunCard } from './run-card';
import type { KeptRun, RunStorage, StorageNews } from './run-storage';
import type { WholeRun } from './stored-run';

export interface Loaded {
  readonly cards: readonly RunCard[];
  readonly pinned: string | null;
  readonly abouts: ReadonlyMap<string, string>;
}

export interface KeptRunsNeeds {
  readonly openStorage: () => Promise<RunStorage>;
  readonly store: StorageStore;
  readonly hear: (news: StorageNews) => void;
}

export interface KeptRuns {
  /** Everything that the browser has, with what lives only here; null where it cannot be had. */
  load(): Promise<Loaded | null>;
  /** The cards of these runs as the browser has them now. */
  cards(ids: readonly string[]): Promise<readonly RunCard[]>;
  pinned(): Promise<string | null>;
  /** Writes a run where it fits: whole, without snapshots, or in this page only. */
  put(run: WholeRun): Promise<RunCard>;
  read(id: string): Promise<KeptRun | null>;
  remove(ids: readonly string[]): Promise<void>;
  /** Does it where storage can; @returns whether it could. */
  attempt(task: (storage: RunStorage) => Promise<void>): Promise<boolean>;
  /** What storage answers, or what is to hold where it cannot. */
  ask<T>(task: (storage: RunStorage) => Promise<T>, otherwise: T): Promise<T>;
  /** Tries to bring to the disk what lives only here; @returns the cards of what got there. */
  bringOver(): Promise<readonly RunCard[]>;
  isOnlyHere(id: string): boolean;
  /** That the browser has these no more. */
  noteGone(ids: readonly string[], by: 'cleared' | 'deleted'): void;
}

export function createKeptRuns({ openStorage, store, hear }: KeptRunsNeeds): KeptRuns {
  let storage: RunStorage | null = null;
  /** What did not fit, or could not be written. */
  const here = memoryRunStorage();
  let onlyHere: readonly string[] = [];
  /** Kept without their samples, for there was no room. */
  const bare = new Set<string>();
  /** What was on the disk when that was emptied, and has not been written anew. */
  let gone = new Set<string>();

  const opened = async (): Promise<RunStorage> => {
    if (storage) return storage;
    storage = await openStorage();
    storage.listen(hear);
    return storage;
  };
  const fail = (error: unknown) => {
    const failing = failingOf(error);
    const cause: Cause = failing === 'full' ? 'full-at-end' : failing;
    setFault(store, 'runs', { cause, count: bare.size, detail: detailOf(error) });
  };
  /** Storage works: only what has no room is left to be told. */
  const work = () => {
    const isFull = store.getState().faults.runs?.cause === 'full-at-end';
    if (isFull && (onlyHere.length > 0 || bare.size > 0)) {
      setFault(store, 'runs', { cause: 'full-at-end', count: bare.size, detail: '' });
    } else setFault(store, 'runs', null);
  };
  const note = async () => {
    const { cards } = await here.cards();
    if (cards.length === 0 && onlyHere.length === 0) return;
    onlyHere = cards.map(({ id }) => id);
    store.setState({ onlyHere });
  };
  const attempt: KeptRuns['attempt'] = async (task) => {
    try {
      await task(await opened());
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  };
  const ask: KeptRuns['ask'] = async (task, otherwise) => {
    try {
      return await task(await opened());
    } catch (error) {
      fail(error);
      return otherwise;
    }
  };
  const isKept = (id: string) => {
    if (!gone.delete(id)) return;
    store.setState(({ emptied }) => ({ emptied: emptied && { ...emptied, count: gone.size } }));
  };
  const tellDamaged = (damaged: readonly { readonly id: string; readonly reason: string }[]) =>
    addDamaged(
      store,
      damaged.map((each) => ({ of: 'runs', ...each })),
    );
  const hereCards = async (): Promise<readonly RunCard[]> => (await here.cards()).cards;
  const bySavedAt = (a: RunCard, b: RunCard) => a.savedAt.localeCompare(b.savedAt);

  const put = async (run: WholeRun): Promise<RunCard> => {
    const { id } = run.stored;
    let kept: WholeRun | null = null;
    if (await attempt((to) => to.write(run))) {
      kept = run;
      bare.delete(id);
    } else if (run.snapshots && store.getState().faults.runs?.cause === 'full-at-end') {
      const without = { ...run, snapshots: null };
      if (await attempt((to) => to.write(without))) {
        kept = without;
        bare.add(id);
      }
    }
    if (kept) {
      isKept(id);
      await here.remove([id]);
    } else await here.write(run);
    await note();
    if (kept) work();
    const { stored, snapshots } = kept ?? run;
    return cardOf(stored, snapshots !== null);
  };

  return {
    async load() {
      try {
        const from = await opened();
        const [{ cards, damaged }, pinned, abouts] = await Promise.all([
          from.cards(),
          from.pinned(),
          from.abouts(),
        ]);
        tellDamaged(damaged);
        work();
        const mine = await hereCards();
        const others = cards.filter(({ id }) => !onlyHere.includes(id));
        return { cards: [...others, ...mine].sort(bySavedAt), pinned, abouts };
      } catch (error) {
        fail(error);
        return null;
      }
    },
    async cards(ids) {
      const { cards, damaged } = await ask((from) => from.cards(ids), { cards: [], damaged: [] });
      tellDamaged(damaged);
      return cards;
    },
    pinned: () => ask((from) => from.pinned(), null),
    put,
    async read(id) {
      const mine = await here.read(id);
      if (mine) return mine;
      const kept = await ask((from) => from.read(id), null);
      if (kept && 'refusal' in kept) tellDamaged([{ id, reason: kept.refusal }]);
      return kept;
    },
    async remove(ids) {
      await attempt((from) => from.remove(ids));
      await here.remove(ids);
      for (const id of ids) {
        bare.delete(id);
        isKept(id);
      }
      await note();
      work();
    },
    attempt,
    ask,
    async bringOver() {
      const brought: RunCard[] = [];
      for (const id of onlyHere) {
        const run = await here.read(id);
        if (!run || !('run' in run)) continue;
        const card = await put(run.run);
        if (onlyHere.includes(id)) break;
        brought.push(card);
      }
      return brought;
    },
    isOnlyHere: (id) => onlyHere.includes(id),
    noteGone(ids, by) {
      gone = new Set([...gone, ...ids]);
      store.setState(({ dismissed }) => ({
        emptied: { cause: by, count: gone.size, detail: '' },
        dismissed: dismissed.filter((cause) => cause !== by),
      }));
    },
  };
}
