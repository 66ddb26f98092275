/**
 * Where races in progress are written: a database of this browser, and a lock per race, so that a second page
 * does not take up what the first is still training. Locks go with the page that holds them.
 */
import { type DBSchema, openDB } from 'idb';
import { breathe } from '../breathe';
import type { UnfinishedRace, UnfinishedStorage } from './unfinished-race';

interface Schema extends DBSchema {
  races: { key: string; value: UnfinishedRace };
}

const VERSION = 1;
/** Races kept that nobody has come back to. */
const MOST_RACES = 6;

/** The part of `navigator.locks` that is needed. */
export type Locks = Pick<LockManager, 'request'>;

export function createUnfinishedStorage(
  locks: Locks,
  name = 'modality-lab-unfinished',
): UnfinishedStorage {
  // some browsers throw at once where they keep nothing, so the call stands inside a promise of its own
  const database = (async () =>
    openDB<Schema>(name, VERSION, {
      upgrade: (fresh) => void fresh.createObjectStore('races'),
    }))();
  // whoever asks for it hears of the failure; nobody else must
  database.catch(() => {});
  const held = new Map<string, () => void>();

  /** Takes a race for this page until `release`; false where another page has it. */
  const claim = (id: string): Promise<boolean> => {
    if (held.has(id)) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      locks
        .request(`${name}/${id}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          if (lock === null) return undefined;
          return new Promise<void>((release) => held.set(id, release));
        })
        .catch(reject);
    });
  };
  const release = (id: string) => {
    held.get(id)?.();
    held.delete(id);
  };
  // a removal must not overtake the writing before it, which would leave a race that has ended
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    const done = queue.then(task);
    queue = done.catch(() => {});
    return done;
  };

  return {
    async take(fits) {
      const races = await (await database).getAll('races');
      races.sort((a, b) => b.savedAt - a.savedAt);
      for (const race of races) if (fits(race) && (await claim(race.id))) return race;
      return null;
    },
    write: (race) =>
      inTurn(async () => {
        await claim(race.id);
        const open = await database;
        // a task of its own: copying a race for the database takes as long as drawing an epoch
        await breathe();
        await open.put('races', race, race.id);
        // another page may go on with what this one has left
        if (race.isLeft) release(race.id);
        // reading them all takes as long again, and seldom is one too many
        if ((await open.count('races')) <= MOST_RACES) return;
        const all = await open.getAll('races');
        all.sort((a, b) => b.savedAt - a.savedAt);
        await Promise.all(all.slice(MOST_RACES).map(({ id }) => open.delete('races', id)));
      }),
    remove: (id) =>
      inTurn(async () => {
        await (await database).delete('races', id);
        release(id);
      }),
    async ids() {
      // whoever asks has just left one
      await queue;
      return (await database).getAllKeys('races');
    },
  };
}
