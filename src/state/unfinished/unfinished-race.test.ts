import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
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
  const { take, write, remove } = storage;
  return {
    storage: { take: watch(take), write: watch(write), remove: watch(remove) },
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

  test.each(['ended', 'reset'] as const)('leaves nothing of a race that was %s', async (how) => {
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
  });

  test('trains all the same where the browser keeps nothing', async () => {
    const refusing: UnfinishedStorage = {
      take: () => Promise.reject(new Error('forbidden')),
      write: () => Promise.reject(new Error('forbidden')),
      remove: () => Promise.reject(new Error('forbidden')),
    };
    const page = await pageOn(refusing);
    page.session.play();
    await page.train();
    expect(page.session.race.getState().phase).toBe('ended');
  });
});
