/** What stands on the disk of a race in progress: what each writing costs, and that all of it comes back. */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import type { EpochEnded } from '../../protocol/events';
import { epochOf } from '../../testing/measured-epoch';
import { waitingRuns } from '../race-record';
import type { UnfinishedRace } from './unfinished-race';
import { createUnfinishedStorage, type Locks } from './unfinished-storage';

const NAMES = ['joint', 'di-mml'];
/** Nobody else is there. */
const locks = {
  request: (_name: string, _options: LockOptions, use: (lock: Lock | null) => unknown) =>
    Promise.resolve(use({ name: 'lock', mode: 'exclusive' })),
} as Locks;

/** The epochs of each run, one more with every call. */
function growing() {
  let epochs: Readonly<Record<string, readonly EpochEnded[]>> = { joint: [], 'di-mml': [] };
  return {
    grow(count: number) {
      for (let k = 0; k < count; k += 1) {
        epochs = Object.fromEntries(
          Object.entries(epochs).map(([run, list]) => [
            run,
            [...list, epochOf(run, list.length + 1)],
          ]),
        );
      }
    },
    race: (id: string, rest: Partial<UnfinishedRace> = {}): UnfinishedRace => ({
      ...{ format: 2, id, savedAt: 1, settings: settingsFrom({}), levels: null },
      record: waitingRuns(NAMES).map((run) => ({ ...run, epochs: epochs[run.name] ?? [] })),
      ...rest,
    }),
  };
}

const counts = (race: UnfinishedRace | null) => race?.record.map(({ epochs }) => epochs.length);
const inOrder = (race: UnfinishedRace | null) =>
  race?.record.every(({ epochs }) => epochs.every(({ epoch }, i) => epoch === i + 1));

afterEach(() => vi.restoreAllMocks());

test('a race of 500 epochs is written down as cheaply as one of 5, and comes back whole', async () => {
  const storage = createUnfinishedStorage(locks, { name: 'cheap' });
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const race = growing();
  const letters: number[] = [];
  for (let writing = 0; writing < 100; writing += 1) {
    race.grow(5);
    put.mockClear();
    await storage.write(race.race('it'));
    letters.push(JSON.stringify(put.mock.calls.map(([value]) => value)).length);
  }
  const [first = 0] = letters;
  // a piece is begun again with every writing until it is full
  expect(Math.max(...letters)).toBeLessThan(
    first + 2 * 40 * JSON.stringify(epochOf('joint', 500)).length,
  );
  const found = await createUnfinishedStorage(locks, { name: 'cheap' }).take(() => true);
  expect(counts(found)).toEqual([500, 500]);
  expect(inOrder(found)).toBe(true);
});

test('a race that another tab has deleted in mid-run is written whole again', async () => {
  const storage = createUnfinishedStorage(locks, { name: 'deleted' });
  const race = growing();
  race.grow(100);
  await storage.write(race.race('it'));
  await createUnfinishedStorage(locks, { name: 'deleted' }).remove('it');
  race.grow(1);
  await storage.write(race.race('it'));
  expect(counts(await storage.take(() => true))).toEqual([101, 101]);
});

test('a page remembers nothing of a race that it has left: it writes it whole when it comes back', async () => {
  const storage = createUnfinishedStorage(locks, { name: 'left' });
  const race = growing();
  race.grow(40);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const puts = async (rest?: Partial<UnfinishedRace>) => {
    put.mockClear();
    await storage.write(race.race('it', rest));
    return put.mock.calls.length;
  };
  // the race, and two pieces of each of two runs
  expect(await puts()).toBe(1 + 2 * 2);
  expect(await puts({ isLeft: true })).toBe(1);
  expect(await puts()).toBe(1 + 2 * 2);
});

test('a race that fails to be written is written whole the next time', async () => {
  const storage = createUnfinishedStorage(locks, { name: 'failed' });
  const race = growing();
  race.grow(10);
  await storage.write(race.race('it'));
  race.grow(90);
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(storage.write(race.race('it'))).rejects.toMatchObject({ failing: 'full' });
  put.mockRestore();
  race.grow(1);
  await storage.write(race.race('it'));
  expect(counts(await storage.take(() => true))).toEqual([101, 101]);
});

test('a race that begins anew with fewer epochs does not get the former ones back', async () => {
  const storage = createUnfinishedStorage(locks, { name: 'fewer' });
  const long = growing();
  long.grow(100);
  await storage.write(long.race('it'));
  const short = growing();
  short.grow(40);
  await storage.write(short.race('it'));
  expect(counts(await storage.take(() => true))).toEqual([40, 40]);
});

test('what an older page has written, with its epochs in the race, is taken up', async () => {
  const race = growing();
  race.grow(3);
  const old = await openDB('old', 1, {
    upgrade: (fresh) => void fresh.createObjectStore('races'),
  });
  await old.put('races', race.race('it'), 'it');
  old.close();
  const storage = createUnfinishedStorage(locks, { name: 'old' });
  expect(counts(await storage.take(() => true))).toEqual([3, 3]);
  race.grow(1);
  await storage.write(race.race('it'));
  expect(counts(await storage.take(() => true))).toEqual([4, 4]);
});

test('of races that nobody came back to the newest six stay, and nothing of the others', async () => {
  const storage = createUnfinishedStorage(locks, { name: 'most' });
  const race = growing();
  race.grow(40);
  for (let savedAt = 1; savedAt <= 8; savedAt += 1) {
    await storage.write(race.race(`race ${savedAt}`, { savedAt, isLeft: true }));
  }
  expect(await storage.ids()).toEqual([3, 4, 5, 6, 7, 8].map((savedAt) => `race ${savedAt}`));
  const database = await openDB('most');
  // two pieces of each of two runs
  expect(await database.count('epochs')).toBe(6 * 2 * 2);
  await storage.remove('race 3');
  expect(await database.count('epochs')).toBe(5 * 2 * 2);
  database.close();
});
