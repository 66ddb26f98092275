import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import type { Checkpoint } from '../../protocol/checkpoint';
import { openedSession } from '../../testing/opened-session';
import { createExperimentStore } from '../experiment-store';
import { waitingRuns } from '../race-record';
import { createRaceStore } from '../race-store';
import { memoryRunStorage } from '../runs/memory-run-storage';
import { readRunsFrom } from '../runs/read-runs';
import type { WholeRun } from '../runs/stored-run';
import { FAULT_WORDS, onlyHereText } from '../storage/fault-words';
import { createStorageStore, faultsToTell } from '../storage/storage-store';
import { keepUnfinishedRace, type UnfinishedStorage } from './unfinished-race';
import { createUnfinishedStorage, type Locks } from './unfinished-storage';

/** The same storage, and a wait until it has done everything that was asked of it so far, and what came of that. */
function watched(storage: UnfinishedStorage) {
  const asked = new Set<Promise<unknown>>();
  const watch =
    <A extends readonly unknown[], R>(method: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      const answer = method(...args);
      const settled = answer.catch(() => {}).finally(() => asked.delete(settled));
      asked.add(settled);
      return answer;
    };
  const { take, write, remove, ids } = storage;
  return {
    storage: {
      ...storage,
      take: watch(take),
      write: watch(write),
      remove: watch(remove),
      ids: watch(ids),
    },
    async done() {
      while (asked.size > 0) await Promise.all(asked);
    },
  };
}

/** Locks of one browser; a page that closes lets go of its own. */
function browser() {
  const taken = new Map<string, symbol>();
  const openPage = (name: string) => {
    const page = Symbol(name);
    const locks = {
      async request(lock: string, _: LockOptions, use: (lock: Lock | null) => unknown) {
        if (taken.has(lock)) return use(null);
        taken.set(lock, page);
        await use({ name: lock, mode: 'exclusive' });
        taken.delete(lock);
      },
    } as Locks;
    const close = () => {
      for (const [lock, owner] of taken) if (owner === page) taken.delete(lock);
    };
    return { storage: createUnfinishedStorage(locks, { name }), close };
  };
  return openPage;
}

const SETTINGS = settingsFrom({ epochs: 8, seed: 5 });
async function pageOn(storage: UnfinishedStorage, settings = SETTINGS) {
  const { storage: unfinished, done } = watched(storage);
  const page = await openedSession({}, settings, { unfinished });
  /** Resolves when the storage has nothing left to do and the page has heard of it. */
  const stored = async () => {
    await done();
    await page.settle();
  };
  return { ...page, stored };
}

describe('a page that is closed while a race trains', () => {
  test('leaves the race to the next page on the same experiment, which goes on with it', async () => {
    const open = browser();
    const first = open('goes-on');
    const before = await pageOn(first.storage);
    before.session.play();
    await before.train(3);
    await before.stored();
    first.close();

    const after = await pageOn(open('goes-on').storage);
    await after.stored();
    const { race, notices } = after.session;
    // what reads old races is fetched first
    await vi.waitFor(() => expect(race.getState().phase).toBe('lost'), 30_000);
    expect(race.getState()).toMatchObject({ phase: 'lost', id: before.session.race.getState().id });
    // the checkpoint is of epoch 2: the third is seen, and trained again
    expect(race.getState().record.map(({ epochs }) => epochs.length)).toEqual([3, 3, 3, 3]);
    expect(notices.getState().notices[0]?.message).toBe(
      'The page was closed while this race was training.',
    );
    after.session.play();
    await after.train();
    expect(after.labs).toHaveLength(1);
    expect(after.sent.at(-1)).toMatchObject({
      from: { runs: [{ run: 'joint', epoch: 2 }, {}, {}, {}] },
    });
    expect(race.getState().phase).toBe('ended');
    expect(race.getState().record[0]?.epochs.map(({ epoch }) => epoch)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
  });

  test('does not give it to a second page while the first still has it, nor to another experiment', async () => {
    const open = browser();
    const first = open('two-pages');
    const training = await pageOn(first.storage);
    training.session.play();
    await training.train(3);
    await training.stored();
    const second = await pageOn(open('two-pages').storage);
    await second.stored();
    expect(second.session.race.getState().phase).toBe('idle');
    first.close();
    const other = await pageOn(open('two-pages').storage, settingsFrom({ epochs: 8, seed: 6 }));
    await other.stored();
    expect(other.session.race.getState().phase).toBe('idle');
  });

  test.each(['ended', 'reset'] as const)(
    'does not bring back by itself a race that was %s',
    async (how) => {
      const open = browser();
      const first = open(`nothing-${how}`);
      const before = await pageOn(first.storage);
      before.session.play();
      await before.train(how === 'ended' ? 100 : 3);
      if (how === 'reset') before.session.reset();
      await before.stored();
      first.close();
      const after = await pageOn(open(`nothing-${how}`).storage);
      await after.stored();
      expect(after.session.race.getState().phase).toBe('idle');
    },
  );

  test('trains all the same where the browser keeps nothing', async () => {
    const refusing: UnfinishedStorage = {
      take: () => Promise.reject(new Error('forbidden')),
      write: () => Promise.reject(new Error('forbidden')),
      remove: () => Promise.reject(new Error('forbidden')),
      ids: () => Promise.reject(new Error('forbidden')),
      raw: () => Promise.reject(new Error('forbidden')),
      listen: () => {},
    };
    const page = await pageOn(refusing);
    page.session.play();
    await page.train();
    expect(page.session.race.getState().phase).toBe('ended');
    expect(await page.session.leftRaces()).toEqual([]);
  });
});

describe('a race that a person left before its end', () => {
  const leave: Readonly<Record<string, (page: Awaited<ReturnType<typeof pageOn>>) => void>> = {
    'a changed setting': ({ session }) => session.change('seed', 9),
    'other data': ({ session }) =>
      session.chooseData({ source: 'generator', id: 'same-sound-as-spectrum' }),
    'a reset': ({ session }) => session.reset(),
  };

  test.each(Object.keys(leave))(
    'left by %s it goes on with its own settings and numbers',
    async (how) => {
      const page = await pageOn(browser()(`left by ${how}`).storage);
      const { session } = page;
      session.play();
      await page.train(3);
      await page.stored();
      const { id } = session.race.getState();
      leave[how]?.(page);
      await page.stored();
      expect(await session.leftRaces()).toEqual([id]);
      await session.goOnWith(id);
      await page.train();
      expect(session.experiment.getState().settings).toEqual(SETTINGS);
      expect(page.sent.findLast(({ kind }) => kind === 'start-race')).toMatchObject({
        settings: SETTINGS,
        from: { runs: [{ run: 'joint', epoch: 2 }, {}, {}, {}] },
      });
      const { phase, record } = session.race.getState();
      expect(phase).toBe('ended');
      expect(record[0]?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      await page.stored();
      expect(await session.leftRaces()).toEqual([]);
    },
  );

  test('goes on by another page, and by one page only', async () => {
    const open = browser();
    const page = await pageOn(open('left twice').storage);
    page.session.play();
    await page.train(3);
    await page.stored();
    const { id } = page.session.race.getState();
    page.session.reset();
    await page.stored();
    const second = await pageOn(open('left twice').storage);
    await second.session.goOnWith(id);
    await second.stored();
    expect(second.session.race.getState().phase).toBe('running');
    await page.session.goOnWith(id);
    expect(page.session.race.getState().phase).toBe('idle');
    expect(page.session.notices.getState().notices.map(({ message }) => message)).toEqual([
      'This race cannot go on: another page is training it, or it is no longer kept.',
    ]);
  });
});

describe('a race in progress whose storage is attacked', () => {
  const words = ({ session }: Awaited<ReturnType<typeof pageOn>>) => {
    const state = session.storage.getState();
    return faultsToTell(state).map((fault) => FAULT_WORDS[fault.cause].message(fault, state));
  };
  /** Refuses to write as long as it is told to. */
  const full = (storage: UnfinishedStorage) => {
    const it = { isFull: true };
    const write: UnfinishedStorage['write'] = (race) =>
      it.isFull
        ? Promise.reject(new DOMException('full', 'QuotaExceededError'))
        : storage.write(race);
    return { it, storage: { ...storage, write } };
  };

  test('says that it is not written down while there is no room, and no more once it is', async () => {
    const disk = full(browser()('full in race').storage);
    const page = await pageOn(disk.storage);
    page.session.play();
    await page.train(3);
    await page.stored();
    expect(words(page)).toEqual([
      'This browser has no room left for this page: the race in progress is not written down, and would be lost if the page were closed now.',
    ]);
    expect(onlyHereText(page.session.storage.getState())).toBe(
      'Only in this page: the race in progress, until it is saved or the page is closed.',
    );
    const saved = await (await page.session.mend()).saveOnlyHere();
    const { runs } = await readRunsFrom(saved?.name ?? '', saved?.file ?? new Blob());
    expect(runs.map(({ stored }) => [stored.run.status, stored.run.epochs.length])).toEqual([
      ['stopped', 3],
      ['stopped', 3],
      ['stopped', 3],
    ]);
    disk.it.isFull = false;
    await (await page.session.mend()).tryAgain();
    await page.stored();
    expect(words(page)).toEqual([]);
    expect(await page.session.leftRaces()).toHaveLength(1);
  });

  test('is not given up at its end before its runs are kept otherwise', async () => {
    const open = browser();
    const first = open('kept later');
    let release = () => {};
    const runs = memoryRunStorage();
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { storage: unfinished, done } = watched(first.storage);
    const openRuns = async () => ({
      ...runs,
      write: async (run: WholeRun) => {
        await slow;
        await runs.write(run);
      },
    });
    const page = await openedSession({}, SETTINGS, { unfinished, openRuns });
    page.session.play();
    await page.train(3);
    await done();
    const trained = page.train();
    await vi.waitFor(() => expect(page.session.race.getState().phase).toBe('ended'));
    await done();
    expect(await first.storage.ids()).toHaveLength(1);
    release();
    await trained;
    await vi.waitFor(async () => expect(await first.storage.ids()).toEqual([]));
    expect((await runs.cards()).cards).toHaveLength(3);
  });

  test('stays where it is when the shelf has no room for its end', async () => {
    const first = browser()('no room at the end');
    const { storage: unfinished, done } = watched(first.storage);
    const openRuns = async () => ({
      ...memoryRunStorage(),
      write: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    });
    const page = await openedSession({}, SETTINGS, { unfinished, openRuns });
    page.session.play();
    await page.train(3);
    await done();
    await page.train();
    await done();
    expect(await first.storage.ids()).toHaveLength(1);
    expect(page.session.storage.getState().onlyHere).toHaveLength(3);
  });

  /** What the tests spoil of a race in progress, as the browser holds it. */
  type Stored = { readonly record: readonly { readonly checkpoint: { arenas: unknown } }[] };
  /** A browser whose stored race in progress is not what the page had written. */
  async function spoiled(name: string, change: (race: Stored) => unknown) {
    const open = browser();
    const first = open(name);
    const before = await pageOn(first.storage);
    before.session.play();
    await before.train(3);
    await before.stored();
    first.close();
    const script = await openDB(name);
    const [id] = await script.getAllKeys('races');
    await script.put('races', change(await script.get('races', id ?? '')), id);
    script.close();
    return open;
  }

  const damage: Readonly<Record<string, (race: Record<string, unknown>) => unknown>> = {
    'that is no race at all': () => 'nothing',
    'without runs': (race) => ({ ...race, record: 7 }),
    'with a run that has no status': (race) => ({ ...race, record: [{ name: 'joint' }] }),
    'with levels that are a text': (race) => ({ ...race, levels: 'high' }),
  };
  test.each(Object.keys(damage))('one %s is not put on the page, and is told', async (how) => {
    const name = `damaged ${how}`;
    const open = await spoiled(name, (race) => damage[how]?.(race));
    const page = await pageOn(open(name).storage);
    await vi.waitFor(() => expect(words(page)).toHaveLength(1));
    expect(words(page)[0]).toMatch(/^1 record in this browser is damaged and was left out: /);
    expect(page.session.race.getState().phase).toBe('idle');
    const mending = await page.session.mend();
    const { damaged } = JSON.parse(await (await mending.saveDamaged()).file.text());
    expect(damaged).toHaveLength(1);
    await mending.removeDamaged();
    expect(await page.session.leftRaces()).toEqual([]);
    expect(words(page)).toEqual([]);
  });

  test('one whose checkpoint is damaged begins that run anew and goes on with the others', async () => {
    const name = 'damaged checkpoint';
    const open = await spoiled(name, (race) => {
      for (const { checkpoint } of race.record.slice(0, 1)) checkpoint.arenas = 'none';
      return race;
    });
    const page = await pageOn(open(name).storage);
    await vi.waitFor(() => expect(page.session.race.getState().phase).toBe('lost'));
    page.session.play();
    await page.train();
    expect(page.sent.at(-1)).toMatchObject({
      from: { runs: [{ run: 'late-ensemble@certainty' }, {}, {}] },
    });
    expect(page.session.race.getState().phase).toBe('ended');
  });
});

test('every run of a race is on the disk within a second of its checkpoint, all in one writing', async () => {
  const race = createRaceStore();
  const written: { readonly at: number; readonly epochs: readonly (number | undefined)[] }[] = [];
  let clock = 0;
  const tasks: { readonly at: number; run(): void }[] = [];
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const unfinished: UnfinishedStorage = {
    take: async () => null,
    write: async ({ record }) => {
      written.push({ at: clock, epochs: record.map(({ checkpoint }) => checkpoint?.epoch) });
    },
    remove: async () => {},
    ids: async () => [],
    raw: async () => null,
    listen: () => {},
  };
  keepUnfinishedRace({
    ...{ race, unfinished, storage: createStorageStore(), whenKept: async () => true },
    experiment: createExperimentStore(SETTINGS),
    now: () => clock,
    scheduler: {
      now: () => clock,
      later: (run, delayMs) => {
        const task = { at: clock + delayMs, run };
        tasks.push(task);
        return () => tasks.splice(tasks.indexOf(task), 1);
      },
    },
  });
  race.setState({ id: 'it', phase: 'running', record: waitingRuns(names) });
  const takenAt: number[][] = names.map(() => []);
  const ages: number[] = [];
  const wait = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 10) {
      clock += 10;
      for (const due of tasks.filter(({ at }) => at <= clock)) {
        tasks.splice(tasks.indexOf(due), 1);
        due.run();
      }
      await Promise.resolve();
      await Promise.resolve();
    }
    names.forEach((_, i) => {
      const disk = written.at(-1)?.epochs[i];
      const behind = takenAt[i]?.slice(disk ?? 0) ?? [];
      ages.push(clock - (behind[0] ?? clock));
    });
  };
  // a checkpoint of each run every 2.1 s, one after the other, as a race of six gives them
  for (let epoch = 1; epoch <= 6; epoch += 1) {
    for (const [i, run] of names.entries()) {
      await wait(350);
      takenAt[i]?.push(clock);
      const checkpoint = { run, epoch } as Checkpoint;
      race.setState(({ record }) => ({
        record: record.map((each) => (each.name === run ? { ...each, checkpoint } : each)),
      }));
    }
  }
  await wait(1500);
  expect(written.at(-1)?.epochs).toEqual([6, 6, 6, 6, 6, 6]);
  expect(Math.max(...ages)).toBeLessThanOrEqual(1010);
  expect(written.length).toBeLessThanOrEqual(15);
});
