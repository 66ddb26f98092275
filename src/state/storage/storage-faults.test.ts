/** Storage under attack: each thing that can happen to it, its sentence, and what becomes of the runs. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { forceCloseDatabase } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { wholeRun } from '../../testing/stored-runs';
import { createNoticesStore } from '../notices';
import { memoryRunStorage } from '../runs/memory-run-storage';
import { openRunStorage, type RunStorage } from '../runs/run-storage';
import { createShelf } from '../runs/shelf';
import { CAUSES } from './fault';
import { FAULT_WORDS, onlyHereText } from './fault-words';
import { createStorageStore, faultsToTell, setFault } from './storage-store';

let databases = 0;
const freshName = () => {
  databases += 1;
  return `attacked ${databases}`;
};
const channels: BroadcastChannel[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  for (const channel of channels.splice(0)) channel.close();
});

async function page(openStorage: () => Promise<RunStorage>) {
  const storage = createStorageStore();
  const shelf = createShelf({ openStorage, notices: createNoticesStore(), storage });
  await shelf.open();
  return {
    shelf,
    storage,
    labels: () =>
      shelf.store.getState().cards.map(({ label, settings }) => `${label} ${settings.seed}`),
    causes: () => faultsToTell(storage.getState()).map(({ cause }) => cause),
    sentences: () => {
      const state = storage.getState();
      return faultsToTell(state).map((fault) => FAULT_WORDS[fault.cause].message(fault, state));
    },
    onlyHere: () => onlyHereText(storage.getState()),
  };
}
const onDisk = (name: string, patienceMs?: number) =>
  page(() => openRunStorage({ name, ...(patienceMs !== undefined && { patienceMs }) }));
/** What another tab, or a script, does to the database. */
const elsewhere = (name: string) => openDB(name);
const first = wholeRun('joint');
const second = wholeRun('di-mml', { seed: 2 });

test('every cause has a sentence of its own and says what to do', () => {
  const state = createStorageStore().getState();
  const fault = (cause: (typeof CAUSES)[number]) => ({ cause, count: 2, detail: '' });
  const sentences = CAUSES.map((cause) => FAULT_WORDS[cause].message(fault(cause), state));
  expect(new Set(sentences).size).toBe(CAUSES.length);
  for (const cause of CAUSES) expect(FAULT_WORDS[cause].hint(fault(cause), state)).toMatch(/\.$/);
});

test('the page on what is kept has every sentence as it is', () => {
  const doc = readFileSync(new URL('../../../docs/kept.md', import.meta.url), 'utf8');
  const record = {
    of: 'runs',
    id: 'a',
    reason: 'stored.format is 9; it must be 3 or older',
  } as const;
  const state = { ...createStorageStore().getState(), onlyHere: ['a', 'b'], damaged: [record] };
  for (const cause of CAUSES) {
    const detail = cause === 'lost' ? 'UnknownError: Internal error.' : '';
    const fault = { cause, count: cause === 'damaged' ? 1 : 2, detail };
    const { message, hint } = FAULT_WORDS[cause];
    expect(doc).toContain(`| \`${cause}\` | ${message(fault, state)} | ${hint(fault, state)} |`);
  }
});

test('a private window is told once there is something to keep, and that is counted', async () => {
  const forbidden = new DOMException('denied', 'SecurityError');
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw forbidden;
  });
  const it = await onDisk(freshName());
  expect(it.causes()).toEqual([]);
  await it.shelf.keep([first, second]);
  vi.restoreAllMocks();
  expect(it.causes()).toEqual(['none']);
  expect(it.onlyHere()).toBe(
    'Only in this page: 2 runs, until they are saved or the page is closed.',
  );
  expect(await it.shelf.read([first.stored.id])).toEqual([first]);
});

test('a database of a newer page is no private window, and nothing in it is touched', async () => {
  const name = freshName();
  const newer = await openDB(name, 7, { upgrade: (db) => void db.createObjectStore('theirs') });
  await newer.put('theirs', 'kept', 'a');
  const it = await onDisk(name);
  expect(it.causes()).toEqual(['newer']);
  await it.shelf.keep([first]);
  expect(it.onlyHere()).toContain('1 run');
  expect(await newer.get('theirs', 'a')).toBe('kept');
  newer.close();
});

test('a tab that holds up an upgrade is told, and what waited is kept once it is gone', async () => {
  const name = freshName();
  // a page that does not make way, and an upgrade that waits for it: whoever opens now waits behind both
  const old = await openDB(name, 1, {
    upgrade(db) {
      for (const store of ['cards', 'runs', 'snapshots', 'notes']) db.createObjectStore(store);
    },
  });
  const upgrade = deleteDB(name, { blocked: () => {} });
  const it = await onDisk(name, 20);
  expect(it.causes()).toEqual(['blocked']);
  await it.shelf.keep([first]);
  expect(it.onlyHere()).toContain('1 run');
  old.close();
  await upgrade;
  await vi.waitFor(() => expect(it.causes()).toEqual([]));
  await vi.waitFor(() => expect(it.onlyHere()).toBe(''));
  expect((await onDisk(name)).labels()).toEqual(['Joint 1']);
});

test('what another tab deletes is counted as gone, and what comes next is kept again', async () => {
  const name = freshName();
  const it = await onDisk(name);
  await it.shelf.keep([first]);
  await deleteDB(name);
  await vi.waitFor(() => expect(it.causes()).toEqual(['deleted']));
  expect(it.sentences()[0]).toBe(
    'Another tab has deleted what this browser had kept for the page. 1 run is gone.',
  );
  expect(it.labels()).toEqual([]);
  await it.shelf.keep([second]);
  expect((await onDisk(name)).labels()).toEqual(['DI-MML 2']);
});

test('what the browser clears under an open page is counted as gone, and what comes next is kept again', async () => {
  const name = freshName();
  const connections = new Set<IDBDatabase>();
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...asked: Parameters<IDBDatabase['transaction']>
  ) {
    connections.add(this);
    return transaction.apply(this, asked);
  });
  const it = await onDisk(name);
  await it.shelf.keep([first]);
  // no tab is asked: everything is gone, and what was open is closed
  vi.stubGlobal('indexedDB', new IDBFactory());
  // its types ask for the class where it takes a connection
  for (const each of connections) Reflect.apply(forceCloseDatabase, null, [each]);
  await vi.waitFor(() => expect(it.causes()).toEqual(['cleared']));
  expect(it.sentences()).toEqual([
    'What this browser had kept for the page was cleared while it was open. 1 run is gone.',
  ]);
  expect(it.labels()).toEqual([]);
  await it.shelf.keep([second]);
  expect((await onDisk(name)).labels()).toEqual(['DI-MML 2']);
});

test('a connection that the browser closes is opened again without a word', async () => {
  const name = freshName();
  const it = await onDisk(name);
  await it.shelf.keep([first]);
  // what a browser does to a page that it forgets: every transaction of the old connection is refused
  const { transaction } = IDBDatabase.prototype;
  let refusals = 0;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...asked: Parameters<IDBDatabase['transaction']>
  ) {
    refusals += 1;
    if (refusals === 1) throw new DOMException('closing', 'InvalidStateError');
    return transaction.apply(this, asked);
  });
  await it.shelf.keep([second]);
  vi.restoreAllMocks();
  expect(it.causes()).toEqual([]);
  expect((await onDisk(name)).labels()).toEqual(['Joint 1', 'DI-MML 2']);
});

test('one that it does not open again is told in its own words, and tried again when asked', async () => {
  const it = await onDisk(freshName());
  await it.shelf.keep([first]);
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('Internal error.', 'UnknownError');
  });
  await it.shelf.keep([second]);
  vi.restoreAllMocks();
  expect(it.sentences()).toEqual([
    'The browser has closed this page\u2019s storage and does not open it again (UnknownError: Internal error.).',
  ]);
  expect(it.labels()).toEqual(['Joint 1', 'DI-MML 2']);
  await it.shelf.tryAgain();
  expect(it.causes()).toEqual([]);
  expect(it.onlyHere()).toBe('');
});

test('a full disk says whether samples or whole runs had no room, and takes them once there is some', async () => {
  const disk = memoryRunStorage();
  let room = 0;
  const it = await page(async () => ({
    ...disk,
    async write(run) {
      const size = run.snapshots ? 2 : 1;
      if (size > room) throw new DOMException('full', 'QuotaExceededError');
      room -= size;
      await disk.write(run);
    },
  }));
  await it.shelf.keep([first]);
  expect(it.sentences()).toEqual([
    'This browser has no room left for this page: 1 run could not be kept, not even its numbers.',
  ]);
  room = 1;
  await it.shelf.keep([second]);
  expect(it.onlyHere()).toContain('1 run');
  room = 9;
  await it.shelf.remove([second.stored.id]);
  expect(it.causes()).toEqual([]);
  expect((await disk.cards()).cards.map(({ label }) => label)).toEqual(['Joint']);
});

test('one damaged record hides no other, can be saved as it stands, and removed', async () => {
  const name = freshName();
  const before = await onDisk(name);
  await before.shelf.keep([first, second]);
  const script = await elsewhere(name);
  await script.put('cards', { curve: 7 }, 'rotten');
  await script.put('cards', 'no card', second.stored.id);
  await script.put('runs', { stored: null }, 'rotten');
  script.close();
  const it = await onDisk(name);
  // the second card was written anew from its run
  expect(it.labels()).toEqual(['Joint 1', 'DI-MML 2']);
  expect(it.sentences()).toHaveLength(1);
  expect(it.sentences()[0]).toMatch(
    /^1 record in this browser is damaged and was left out: stored\.format .+ 3 or older\.$/,
  );
  expect(await it.shelf.raw(['rotten'])).toEqual([
    { id: 'rotten', card: { curve: 7 }, stored: { stored: null }, snapshots: null },
  ]);
  await it.shelf.remove(['rotten']);
  expect((await onDisk(name)).causes()).toEqual([]);
});

test('a run that cannot be read leaves the shelf when it is asked for, and all others stay', async () => {
  const name = freshName();
  const it = await onDisk(name);
  await it.shelf.keep([first, second]);
  const script = await elsewhere(name);
  await script.put('runs', { ...first.stored, summary: 'none' }, first.stored.id);
  script.close();
  expect(await it.shelf.read([first.stored.id, second.stored.id])).toEqual([second]);
  expect(it.labels()).toEqual(['DI-MML 2']);
  expect(it.causes()).toEqual(['damaged']);
});

test('two tabs see each other\u2019s runs, deletions and baseline without a reload', async () => {
  const name = freshName();
  const tab = () => {
    const channel = new BroadcastChannel(name);
    channels.push(channel);
    return page(() => openRunStorage({ name, channel }));
  };
  const [one, other] = [await tab(), await tab()];
  await one.shelf.keep([second, first]);
  await vi.waitFor(() => expect(other.labels()).toEqual(['Joint 1', 'DI-MML 2']));
  await other.shelf.pin(first.stored.id);
  await vi.waitFor(() => expect(one.shelf.store.getState().pinned).toBe(first.stored.id));
  await other.shelf.describe(second.stored.id, { name: 'Mine', note: '', tags: [] });
  await vi.waitFor(() => expect(one.shelf.store.getState().cards.at(-1)?.about?.name).toBe('Mine'));
  await other.shelf.remove([first.stored.id]);
  await vi.waitFor(() => expect(one.labels()).toEqual(['DI-MML 2']));
});

test('a sentence that was put away comes back with the next fault, but a private window stays one', () => {
  const storage = createStorageStore();
  const full = { cause: 'full-in-race', count: 0, detail: '' } as const;
  setFault(storage, 'race', full);
  storage.setState({ dismissed: ['full-in-race', 'none'], onlyHere: ['a'] });
  expect(faultsToTell(storage.getState())).toEqual([]);
  setFault(storage, 'race', null);
  setFault(storage, 'race', full);
  expect(faultsToTell(storage.getState())).toEqual([full]);
  setFault(storage, 'race', { ...full, cause: 'none' });
  expect(faultsToTell(storage.getState())).toEqual([]);
});
