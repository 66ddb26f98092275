/** The shelf on a real IndexedDB of memory, and on storage that fails. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { measured } from '../../protocol/measure';
import { wholeRun } from '../../testing/stored-runs';
import { createNoticesStore } from '../notices';
import { FAULT_WORDS } from '../storage/fault-words';
import { createStorageStore, faultsToTell } from '../storage/storage-store';
import { memoryRunStorage } from './memory-run-storage';
import { openRunStorage, type RunStorage } from './run-storage';
import { createShelf } from './shelf';
import type { WholeRun } from './stored-run';

let databases = 0;
const freshName = () => {
  databases += 1;
  return `shelf ${databases}`;
};

async function opened(openStorage: () => Promise<RunStorage>) {
  const notices = createNoticesStore();
  const storage = createStorageStore();
  const shelf = createShelf({ openStorage, notices, storage });
  await shelf.open();
  const labels = () =>
    shelf.store.getState().cards.map(({ label, settings }) => `${label} ${settings.seed}`);
  const told = () =>
    notices
      .getState()
      .notices.map(({ message }) => message)
      .join(' ');
  const sentences = () => {
    const state = storage.getState();
    return faultsToTell(state).map((fault) => FAULT_WORDS[fault.cause].message(fault, state));
  };
  return { shelf, labels, told, sentences };
}

test('a reload finds the runs, their snapshots and the baseline', async () => {
  const name = freshName();
  const before = await opened(() => openRunStorage({ name }));
  const run = wholeRun('joint');
  await before.shelf.keep([run, wholeRun('di-mml', { seed: 2 })]);
  await before.shelf.pin(run.stored.id);
  const after = await opened(() => openRunStorage({ name }));
  expect(after.labels()).toEqual(['Joint 1', 'DI-MML 2']);
  expect(after.shelf.store.getState()).toMatchObject({ storage: 'kept', pinned: run.stored.id });
  expect(await after.shelf.read([run.stored.id])).toEqual([run]);
});

test('a run that an older page kept has its keys as they are now, and what that cost is said', async () => {
  const name = freshName();
  const storage = await openRunStorage({ name });
  const file = new URL('../../testing/run-files/format-1-names.json', import.meta.url);
  const old: WholeRun = { ...JSON.parse(readFileSync(file, 'utf8')).runs[0], snapshots: null };
  await storage.write(old);
  const { shelf, told } = await opened(() => openRunStorage({ name }));
  const [run] = await shelf.read([old.stored.id]);
  expect(run?.stored.format).toBe(3);
  const losses = run?.stored.run.epochs[0]?.losses ?? {};
  expect(Object.keys(losses).sort()).toEqual(['modality:fusion', 'total']);
  expect(told()).toContain('kept by an older version');
});

test('a run whose live numbers were those of the ridge probe keeps them under that name', async () => {
  const name = freshName();
  const storage = await openRunStorage({ name });
  const file = new URL('../../testing/run-files/format-2.json', import.meta.url);
  const old = JSON.parse(readFileSync(file, 'utf8')).runs[0];
  const { alone } = old.stored.levels;
  await storage.write({ ...old, snapshots: null });
  const { shelf, told } = await opened(() => openRunStorage({ name }));
  const [run] = await shelf.read([old.stored.id]);
  expect(run?.stored.format).toBe(3);
  expect(run?.stored.settings).toMatchObject({ format: 2, dropLast: true });
  expect(run?.stored.levels).toMatchObject({
    alone: [],
    end: { accuracy: { sound: alone.sound.logistic }, right: null },
  });
  const [epoch] = old.stored.run.epochs;
  const [now] = run?.stored.run.epochs ?? [];
  expect(measured(now ?? {}, 'ridge')).toEqual(epoch.accuracy.unimodal);
  expect(now?.accuracy.unimodal).toEqual({});
  expect(told()).not.toContain('older version');
});

test('a deleted run can be put back whole, and is gone after a reload if it is not', async () => {
  const name = freshName();
  const { shelf, labels } = await opened(() => openRunStorage({ name }));
  const [first, second] = [wholeRun('joint'), wholeRun('di-mml', { seed: 2 })];
  await shelf.keep([first, second]);
  await shelf.remove([first.stored.id]);
  expect(labels()).toEqual(['DI-MML 2']);
  expect((await opened(() => openRunStorage({ name }))).labels()).toEqual(['DI-MML 2']);
  await shelf.undo();
  expect(labels()).toEqual(['Joint 1', 'DI-MML 2']);
  expect(await shelf.read([first.stored.id])).toEqual([first]);
});

test('the same run kept twice stands there once', async () => {
  const { shelf, labels } = await opened(() => openRunStorage({ name: freshName() }));
  await shelf.keep([wholeRun('joint', { withSnapshots: false })]);
  await shelf.keep([wholeRun('joint')]);
  expect(labels()).toEqual(['Joint 1']);
  expect(shelf.store.getState().cards[0]?.hasSnapshots).toBe(true);
});

test('numbers of several runs are asked for at once, for the page may be closed right now', async () => {
  const asked: string[] = [];
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const storage = memoryRunStorage();
  const { shelf, labels } = await opened(async () => ({
    ...storage,
    async write(run) {
      asked.push(run.stored.run.name);
      await held;
      await storage.write(run);
    },
  }));
  const numbersOf = (name: string) => ({ ...wholeRun(name), snapshots: null });
  const keeping = shelf.keep([numbersOf('joint'), numbersOf('di-mml')]);
  await vi.waitFor(() => expect(asked).toEqual(['joint', 'di-mml']));
  letGo();
  await keeping;
  expect(labels()).toEqual(['Joint 1', 'DI-MML 1']);
});

test('many runs at once are one change, for the page gives up drawing each of them', async () => {
  const { shelf } = await opened(async () => memoryRunStorage());
  const counts: number[] = [];
  shelf.store.subscribe(({ cards }) => counts.push(cards.length));
  await shelf.keep(Array.from({ length: 60 }, (_, i) => wholeRun('joint', { seed: i + 1 })));
  expect(counts[0]).toBe(60);
  expect(counts.length).toBeLessThan(4);
});

test('where the browser keeps nothing the shelf says so and works until the page is closed', async () => {
  const { shelf, labels } = await opened(() => Promise.reject(new Error('SecurityError')));
  expect(shelf.store.getState().storage).toBe('until-closed');
  const run = wholeRun('joint');
  await shelf.keep([run]);
  expect(labels()).toEqual(['Joint 1']);
  expect(await shelf.read([run.stored.id])).toEqual([run]);
});

test('a full storage takes the run without its snapshots, and the page says so', async () => {
  const storage = memoryRunStorage();
  const { shelf, sentences } = await opened(async () => ({
    ...storage,
    write: async (run) => {
      if (run.snapshots) throw new DOMException('full', 'QuotaExceededError');
      await storage.write(run);
    },
  }));
  const run = wholeRun('joint');
  await shelf.keep([run]);
  expect(shelf.store.getState().cards[0]?.hasSnapshots).toBe(false);
  expect(await shelf.read([run.stored.id])).toEqual([{ ...run, snapshots: null }]);
  expect(sentences()).toEqual([
    'This browser has little room left for this page: the numbers of 1 run are kept, the samples behind them are not.',
  ]);
});

test('a storage that takes nothing more leaves the run on the shelf until the page is closed', async () => {
  const { shelf, labels, sentences } = await opened(async () => ({
    ...memoryRunStorage(),
    write: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
  }));
  const run = wholeRun('joint');
  await shelf.keep([run]);
  expect(labels()).toEqual(['Joint 1']);
  expect(await shelf.read([run.stored.id])).toEqual([run]);
  expect(sentences()).toEqual([
    'This browser has no room left for this page: 1 run could not be kept, not even its numbers.',
  ]);
});

test('beyond the cap the oldest run goes, never the baseline, and its name is told', async () => {
  const { shelf, labels, told } = await opened(async () => memoryRunStorage());
  const runs = Array.from({ length: 602 }, (_, i) =>
    wholeRun('joint', { seed: i + 1, withSnapshots: i < 30 }),
  );
  await shelf.keep(runs.slice(0, 1));
  await shelf.pin(runs[0]?.stored.id ?? null);
  await shelf.keep(runs.slice(1));
  expect(labels()).toHaveLength(600);
  expect(labels().slice(0, 2)).toEqual(['Joint 1', 'Joint 4']);
  expect(told()).toContain('Joint, seed 2');
  const rich = shelf.store.getState().cards.filter(({ hasSnapshots }) => hasSnapshots);
  expect(rich).toHaveLength(24);
});

test('two runs are compared at most; a third takes the place of the first', async () => {
  const { shelf } = await opened(async () => memoryRunStorage());
  for (const id of ['a', 'b', 'c']) shelf.compare(id);
  expect(shelf.store.getState().compared).toEqual(['b', 'c']);
  shelf.compare('b');
  expect(shelf.store.getState().compared).toEqual(['c']);
});

test('a name, tags and a note outlive a reload, a second ending and a deletion that is taken back', async () => {
  const name = freshName();
  const before = await opened(() => openRunStorage({ name }));
  const run = wholeRun('joint');
  const { id } = run.stored;
  await before.shelf.keep([run]);
  await before.shelf.describe(id, { name: ' Base ', note: '', tags: ['a', ' a', '', 'b'] });
  const about = { name: 'Base', note: '', tags: ['a', 'b'] };
  const aboutOf = ({ shelf }: typeof before) => shelf.store.getState().cards[0]?.about;
  expect(aboutOf(before)).toEqual(about);
  await before.shelf.keep([run]);
  await before.shelf.remove([id]);
  expect((await opened(() => openRunStorage({ name }))).labels()).toEqual([]);
  await before.shelf.undo();
  const after = await opened(() => openRunStorage({ name }));
  expect(aboutOf(after)).toEqual(about);
  await after.shelf.describe(id, { name: '', note: '', tags: [] });
  expect(aboutOf(await opened(() => openRunStorage({ name })))).toBeUndefined();
});

test('what a file says about a run is kept with it, and leaves with it', async () => {
  const name = freshName();
  const { shelf } = await opened(() => openRunStorage({ name }));
  const about = { name: 'Base', note: 'for the talk', tags: ['talk'] };
  const run = { ...wholeRun('joint'), about };
  await shelf.keep([run]);
  expect(shelf.store.getState().cards[0]?.about).toEqual(about);
  const after = await opened(() => openRunStorage({ name }));
  expect(await after.shelf.read([run.stored.id])).toEqual([run]);
});

test('what was written about a run and cannot be read is nothing, and the run stays', async () => {
  const name = freshName();
  const storage = await openRunStorage({ name });
  const run = wholeRun('joint');
  await storage.write(run);
  await storage.writeAbout(run.stored.id, '{"name":7');
  const { shelf, labels } = await opened(() => openRunStorage({ name }));
  expect(labels()).toEqual(['Joint 1']);
  expect(shelf.store.getState().cards[0]?.about).toBeUndefined();
});

test('notes of the page are kept until they are forgotten', async () => {
  const name = freshName();
  const { shelf } = await opened(() => openRunStorage({ name }));
  expect(await shelf.note('table')).toBeNull();
  await shelf.keepNote('table', 'view');
  const next = async () => (await opened(() => openRunStorage({ name }))).shelf;
  expect(await (await next()).note('table')).toBe('view');
  await shelf.keepNote('table', null);
  expect(await (await next()).note('table')).toBeNull();
});
