import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { openedSession } from '../../testing/opened-session';
import type { UnfinishedStorage } from './unfinished-race';
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
    storage: { take: watch(take), write: watch(write), remove: watch(remove), ids: watch(ids) },
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
    return { storage: createUnfinishedStorage(locks, name), close };
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
