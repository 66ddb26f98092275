/**
 * Where finished runs are kept: this browser's IndexedDB, in three stores, so that the shelf loads cards only. Every
 * call may fail with its cause, and the next one may succeed again. What comes out has been checked like a file. Tabs
 * tell each other what they change.
 */
import type { DBSchema } from 'idb';
import { createConnection, settled } from '../storage/connection';
import type { PackedSnapshots } from './pack-snapshots';
import { cardOf, type RunCard } from './run-card';
import type { StoredRun, WholeRun } from './stored-run';

interface RunsSchema extends DBSchema {
  cards: { key: string; value: unknown };
  runs: { key: string; value: unknown };
  snapshots: { key: string; value: PackedSnapshots };
  notes: { key: string; value: string };
}

/** A run that cannot be read, and why. */
export interface DamagedRun {
  readonly id: string;
  readonly reason: string;
}

export interface ReadCards {
  /** The oldest first. */
  readonly cards: readonly RunCard[];
  readonly damaged: readonly DamagedRun[];
}

/** A run as far as it could be read, one sentence for everything that is blank or missing in it; or why there is none. */
export type KeptRun =
  | { readonly run: WholeRun; readonly repairs: readonly string[] }
  | { readonly refusal: string };

/** What happens to it beside its calls. */
export type StorageNews =
  /** It is open, after it could not be opened for a while. */
  | { readonly kind: 'opened-late' }
  /** What it held is gone; it is open again. */
  | { readonly kind: 'emptied'; readonly by: 'cleared' | 'deleted' }
  /** It was closed and cannot be opened again. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Another tab changed these runs, or the baseline. */
  | { readonly kind: 'changed'; readonly ids: readonly string[] };

export interface RunStorage {
  /** @param ids those of these runs alone; of all where absent. */
  cards(ids?: readonly string[]): Promise<ReadCards>;
  /** The run with its snapshots; null where it is not there. */
  read(id: string): Promise<KeptRun | null>;
  /** What stands there of a run, whatever it is. */
  raw(id: string): Promise<unknown>;
  write(run: WholeRun): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Forgets the snapshots of these runs; their numbers stay. */
  dropSnapshots(ids: readonly string[]): Promise<void>;
  /** The pinned run's id; null for none. */
  pinned(): Promise<string | null>;
  pin(id: string | null): Promise<void>;
  /** What was written about runs, by their ids; `about-run.ts` reads it. */
  abouts(): Promise<ReadonlyMap<string, string>>;
  /** Writes it down; null forgets it. */
  writeAbout(id: string, text: string | null): Promise<void>;
  /** A note of the page's own; null where there is none. */
  note(name: NoteName): Promise<string | null>;
  /** Writes it down; null forgets it. */
  writeNote(name: NoteName, text: string | null): Promise<void>;
  listen(hear: (news: StorageNews) => void): void;
}

/** How the table of runs was left, and the table of the sweep that was opened last. */
export type NoteName = 'table' | 'swept';

/** The part of it that is needed. */
export type TabsChannel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

export interface RunStorageOptions {
  readonly name?: string;
  /** Reaches the other tabs; they hear of nothing where absent. */
  readonly channel?: TabsChannel | null;
  /** As of a connection. */
  readonly patienceMs?: number;
}

const DATABASE = 'modality-lab';
const VERSION = 1;
const STORES = ['cards', 'runs', 'snapshots'] as const;
const PINNED = 'pinned';
/** Of the keys under which notes on runs stand, among the others of their store. */
const ABOUT = 'about/';

const textOr = (text: unknown): string | null => (typeof text === 'string' ? text : null);

/** The ids in a message of another tab, which may be of another version of the page. */
function idsOf(message: unknown): readonly string[] {
  const ids = typeof message === 'object' && message !== null && 'ids' in message && message.ids;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** Opens nothing before the first call. */
export async function openRunStorage({
  name = DATABASE,
  channel = null,
  ...options
}: RunStorageOptions = {}): Promise<RunStorage> {
  const { use, listen } = createConnection<RunsSchema>({
    name,
    version: VERSION,
    create(fresh) {
      for (const store of [...STORES, 'notes'] as const) fresh.createObjectStore(store);
    },
    ...options,
  });
  const tell = (ids: readonly string[]) => channel?.postMessage({ ids });

  /** What stands under each key; a record that the browser itself cannot read is undefined. */
  const rawCards = (wanted?: readonly string[]) =>
    use(async (database) => {
      const ids = wanted ?? (await database.getAllKeys('cards'));
      if (!wanted) {
        const all = await database.getAll('cards').catch(() => null);
        if (all?.length === ids.length) return ids.map((id, i) => [id, all[i]] as const);
      }
      const each: (readonly [string, unknown])[] = [];
      for (const id of ids) {
        if (wanted && (await database.getKey('cards', id)) === undefined) continue;
        each.push([id, await database.get('cards', id).catch(() => undefined)]);
      }
      return each;
    });
  const raw = (id: string) =>
    use(async (database) => {
      const [stored, snapshots] = await Promise.all([
        database.get('runs', id),
        // samples that are lost cost no numbers
        database.get('snapshots', id).catch(() => undefined),
      ]);
      return stored === undefined ? null : { stored, snapshots: snapshots ?? null };
    });
  const read = async (id: string): Promise<KeptRun | null> => {
    const found = await raw(id);
    if (!found) return null;
    // fetched when a run is read
    const { readRun } = await import('./read-run');
    return readRun(found);
  };

  const note = async (name: string) => textOr(await use((database) => database.get('notes', name)));
  const writeNote = (name: string, text: string | null) =>
    use(async (database) => {
      if (text === null) await database.delete('notes', name);
      else await database.put('notes', text, name);
    });

  return {
    async cards(ids) {
      const found = await rawCards(ids);
      if (found.length === 0) return { cards: [], damaged: [] };
      const { readCard } = await import('./read-card');
      const cards: RunCard[] = [];
      const damaged: DamagedRun[] = [];
      for (const [id, value] of found) {
        const card = readCard(id, value);
        if (card) {
          cards.push(card);
          continue;
        }
        // a card is only a summary: it is written anew from its run, where that can be read
        const kept = await read(id).catch(() => null);
        if (kept && 'run' in kept) {
          const fresh = cardOf(kept.run.stored, kept.run.snapshots !== null);
          cards.push(fresh);
          await use((database) => database.put('cards', fresh, id)).catch(() => {});
        } else
          damaged.push({
            id,
            reason: kept?.refusal ?? 'its card cannot be read, and it has no run',
          });
      }
      return { cards: cards.sort((a, b) => a.savedAt.localeCompare(b.savedAt)), damaged };
    },
    read,
    raw: async (id) => ({
      id,
      card: await use((database) => database.get('cards', id)).catch(() => null),
      ...(await raw(id).catch(() => null)),
    }),
    async write({ stored, snapshots }) {
      const { id } = stored;
      await use((database) => {
        const change = database.transaction(STORES, 'readwrite');
        return settled(change, [
          change.objectStore('cards').put(cardOf(stored, snapshots !== null), id),
          change.objectStore('runs').put(stored satisfies StoredRun, id),
          snapshots
            ? change.objectStore('snapshots').put(snapshots, id)
            : change.objectStore('snapshots').delete(id),
        ]);
      });
      tell([id]);
    },
    async remove(ids) {
      await use((database) => {
        const change = database.transaction(STORES, 'readwrite');
        return settled(
          change,
          ids.flatMap((id) => STORES.map((store) => change.objectStore(store).delete(id))),
        );
      });
      tell(ids);
    },
    async dropSnapshots(ids) {
      await use(async (database) => {
        const change = database.transaction(STORES, 'readwrite');
        for (const id of ids) {
          const card = await change.objectStore('cards').get(id);
          if (typeof card === 'object') {
            await change.objectStore('cards').put({ ...card, hasSnapshots: false }, id);
          }
          await change.objectStore('snapshots').delete(id);
        }
        await change.done;
      });
      tell(ids);
    },
    pinned: () => note(PINNED),
    async pin(id) {
      await writeNote(PINNED, id);
      tell([]);
    },
    abouts: () =>
      use(async (database) => {
        const range = IDBKeyRange.bound(ABOUT, `${ABOUT}\uffff`);
        const [keys, texts] = await Promise.all([
          database.getAllKeys('notes', range),
          database.getAll('notes', range),
        ]);
        return new Map(keys.map((key, i) => [key.slice(ABOUT.length), textOr(texts[i]) ?? '']));
      }),
    async writeAbout(id, text) {
      await writeNote(`${ABOUT}${id}`, text);
      tell([id]);
    },
    note,
    writeNote,
    listen(hear) {
      listen(hear);
      if (!channel) return;
      channel.onmessage = ({ data }) => hear({ kind: 'changed', ids: idsOf(data) });
    },
  };
}
