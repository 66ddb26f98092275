/**
 * Where finished runs are kept: this browser's IndexedDB, in three stores, so that the shelf loads cards only. Every
 * call may fail (a private window, a full disk); callers say so on the page and go on.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { PackedSnapshots } from './pack-snapshots';
import { cardOf, type RunCard } from './run-card';
import type { StoredRun, WholeRun } from './stored-run';

interface RunsSchema extends DBSchema {
  cards: { key: string; value: RunCard };
  runs: { key: string; value: StoredRun };
  snapshots: { key: string; value: PackedSnapshots };
  notes: { key: string; value: string };
}

export interface RunStorage {
  /** Every card, the oldest first. */
  cards(): Promise<readonly RunCard[]>;
  /** The run with its snapshots; null where it is not there. */
  read(id: string): Promise<WholeRun | null>;
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
  /** How the table of runs was left; null where nobody has changed it. */
  table(): Promise<string | null>;
  writeTable(text: string): Promise<void>;
}

const DATABASE = 'modality-lab';
const VERSION = 1;
const STORES = ['cards', 'runs', 'snapshots'] as const;
const PINNED = 'pinned';
const TABLE = 'table';
/** Of the keys under which notes on runs stand, among the others of their store. */
const ABOUT = 'about/';

/** @throws whatever the browser throws where it keeps nothing for this page. */
export async function openRunStorage(name: string = DATABASE): Promise<RunStorage> {
  const database: IDBPDatabase<RunsSchema> = await openDB<RunsSchema>(name, VERSION, {
    upgrade(fresh) {
      for (const store of [...STORES, 'notes'] as const) fresh.createObjectStore(store);
    },
    // another tab wants a newer version: make way
    blocking: () => database.close(),
  });
  return {
    async cards() {
      const cards = await database.getAll('cards');
      return cards.sort((a, b) => a.savedAt.localeCompare(b.savedAt));
    },
    async read(id) {
      const [stored, snapshots] = await Promise.all([
        database.get('runs', id),
        database.get('snapshots', id),
      ]);
      if (!stored) return null;
      // an older lab may have kept it; fetched when a run is read
      const { readEpochs } = await import('./read-epochs');
      const run = { ...stored.run, epochs: readEpochs(stored.run.epochs) };
      return { stored: { ...stored, run }, snapshots: snapshots ?? null };
    },
    async write({ stored, snapshots }) {
      const { id } = stored;
      const change = database.transaction(STORES, 'readwrite');
      await Promise.all([
        change.objectStore('cards').put(cardOf(stored, snapshots !== null), id),
        change.objectStore('runs').put(stored, id),
        snapshots
          ? change.objectStore('snapshots').put(snapshots, id)
          : change.objectStore('snapshots').delete(id),
        change.done,
      ]);
    },
    async remove(ids) {
      const change = database.transaction(STORES, 'readwrite');
      const each = ids.flatMap((id) => STORES.map((store) => change.objectStore(store).delete(id)));
      await Promise.all([...each, change.done]);
    },
    async dropSnapshots(ids) {
      const change = database.transaction(STORES, 'readwrite');
      for (const id of ids) {
        const card = await change.objectStore('cards').get(id);
        if (card) await change.objectStore('cards').put({ ...card, hasSnapshots: false }, id);
        await change.objectStore('snapshots').delete(id);
      }
      await change.done;
    },
    pinned: async () => (await database.get('notes', PINNED)) ?? null,
    async pin(id) {
      if (id === null) await database.delete('notes', PINNED);
      else await database.put('notes', id, PINNED);
    },
    async abouts() {
      const range = IDBKeyRange.bound(ABOUT, `${ABOUT}\uffff`);
      const [keys, texts] = await Promise.all([
        database.getAllKeys('notes', range),
        database.getAll('notes', range),
      ]);
      return new Map(keys.map((key, i) => [key.slice(ABOUT.length), texts[i] ?? '']));
    },
    async writeAbout(id, text) {
      if (text === null) await database.delete('notes', `${ABOUT}${id}`);
      else await database.put('notes', text, `${ABOUT}${id}`);
    },
    table: async () => (await database.get('notes', TABLE)) ?? null,
    writeTable: async (text) => void (await database.put('notes', text, TABLE)),
  };
}

/** Keeps runs until the page is closed: for browsers that forbid more, and for tests. */
export function memoryRunStorage(): RunStorage {
  const runs = new Map<string, WholeRun>();
  const abouts = new Map<string, string>();
  let pinned: string | null = null;
  let table: string | null = null;
  return {
    cards: async () =>
      [...runs.values()]
        .map(({ stored, snapshots }) => cardOf(stored, snapshots !== null))
        .sort((a, b) => a.savedAt.localeCompare(b.savedAt)),
    read: async (id) => runs.get(id) ?? null,
    write: async (run) => void runs.set(run.stored.id, run),
    remove: async (ids) => {
      for (const id of ids) runs.delete(id);
    },
    dropSnapshots: async (ids) => {
      for (const id of ids) {
        const run = runs.get(id);
        if (run) runs.set(id, { ...run, snapshots: null });
      }
    },
    pinned: async () => pinned,
    pin: async (id) => {
      pinned = id;
    },
    abouts: async () => new Map(abouts),
    writeAbout: async (id, text) => {
      if (text === null) abouts.delete(id);
      else abouts.set(id, text);
    },
    table: async () => table,
    writeTable: async (text) => {
      table = text;
    },
  };
}
