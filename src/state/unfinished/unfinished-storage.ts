/**
 * Where races in progress are written: a database of this browser, and a lock per race, so that a second page
 * does not take up what the first is still training. Locks go with the page that holds them. A race is written in one
 * transaction, with all its runs and those of its epochs that are new. What comes out has been checked like a file.
 */
import type { DBSchema } from 'idb';
import { breathe } from '../breathe';
import type { RaceRecord } from '../race-record';
import { createConnection, settled } from '../storage/connection';
import { changedPieces, joined, type PieceKey, withoutEpochs } from './epoch-pieces';
import type { UnfinishedNews, UnfinishedRace, UnfinishedStorage } from './unfinished-race';

interface Schema extends DBSchema {
  races: { key: string; value: unknown };
  /** Of each race, by run. */
  epochs: { key: PieceKey; value: unknown };
}

/** 1 had the epochs in the races. */
const VERSION = 2;
/** Races kept that nobody has come back to. */
const MOST_RACES = 6;

/** The part of `navigator.locks` that is needed. */
export type Locks = Pick<LockManager, 'request'>;

/** As much of a race as is read before it is taken. */
type Looked = Pick<UnfinishedRace, 'format' | 'id' | 'savedAt' | 'settings'>;

function isRace(value: unknown): value is UnfinishedRace {
  if (typeof value !== 'object' || value === null) return false;
  const { format, id, savedAt, settings }: Partial<Record<keyof Looked, unknown>> = value;
  return (
    typeof format === 'number' &&
    typeof id === 'string' &&
    typeof savedAt === 'number' &&
    typeof settings === 'object' &&
    settings !== null
  );
}

/** Every piece of a race: an array is greater than any text or number. */
const piecesOf = (id: string) => IDBKeyRange.bound([id], [id, []]);

const savedAtOf = (value: unknown): number => (isRace(value) ? value.savedAt : 0);

export interface UnfinishedOptions {
  readonly name?: string;
  /** As of a connection. */
  readonly patienceMs?: number;
}

export function createUnfinishedStorage(
  locks: Locks,
  { name = 'modality-lab-unfinished', ...options }: UnfinishedOptions = {},
): UnfinishedStorage {
  const { use, listen } = createConnection<Schema>({
    name,
    version: VERSION,
    create(fresh) {
      for (const store of ['races', 'epochs'] as const) {
        if (!fresh.objectStoreNames.contains(store)) fresh.createObjectStore(store);
      }
    },
    ...options,
  });
  const hearers: ((news: UnfinishedNews) => void)[] = [];
  const held = new Map<string, () => void>();
  /** Of every race that this page writes, what stands on the disk. */
  const onDisk = new Map<string, RaceRecord>();

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
  /** This page writes the race no more: what it knows of it would stay in memory for as long as the page. */
  const letGo = (id: string) => {
    onDisk.delete(id);
    release(id);
  };
  // a removal must not overtake the writing before it, which would leave a race that has ended
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    const done = queue.then(task);
    queue = done.catch(() => {});
    return done;
  };

  /** Every race by its key, the newest first. */
  const all = () =>
    use(async (open) => {
      const [keys, races] = await Promise.all([open.getAllKeys('races'), open.getAll('races')]);
      return keys
        .map((id, i) => ({ id, race: races[i] }))
        .sort((a, b) => savedAtOf(b.race) - savedAtOf(a.race));
    });
  const tell = (id: string, reason: string) => {
    for (const hear of hearers) hear({ kind: 'damaged', id, reason });
  };
  /** The race with its epochs. */
  const whole = (id: string) =>
    use(async (open) => {
      const reading = open.transaction(['races', 'epochs']);
      const pieces = reading.objectStore('epochs');
      const range = piecesOf(id);
      const [race, keys, values] = await Promise.all([
        reading.objectStore('races').get(id),
        pieces.getAllKeys(range),
        pieces.getAll(range),
      ]);
      return joined(race, keys, values);
    });
  const erase = (ids: readonly string[]) =>
    use((open) => {
      const change = open.transaction(['races', 'epochs'], 'readwrite');
      return settled(
        change,
        ids.flatMap((id) => [
          change.objectStore('races').delete(id),
          change.objectStore('epochs').delete(piecesOf(id)),
        ]),
      );
    });
  const put = (race: UnfinishedRace) =>
    use(async (open) => {
      const change = open.transaction(['races', 'epochs'], 'readwrite');
      const [races, pieces] = [change.objectStore('races'), change.objectStore('epochs')];
      // another page, or the browser, may have deleted it meanwhile
      const isThere = (await races.getKey(race.id)) !== undefined;
      const before = isThere ? (onDisk.get(race.id) ?? null) : null;
      onDisk.delete(race.id);
      await settled(change, [
        races.put(withoutEpochs(race), race.id),
        ...changedPieces(race.id, race.record, before).map(({ key, epochs }) =>
          pieces.put(epochs, key),
        ),
      ]);
      onDisk.set(race.id, race.record);
    });
  /** @returns null where another page has it or it cannot be read. */
  const taken = async (id: string): Promise<UnfinishedRace | null> => {
    if (!(await claim(id))) return null;
    // fetched when there is a race
    const { readUnfinished } = await import('./read-unfinished');
    const read = readUnfinished(await whole(id));
    if ('race' in read) return read.race;
    release(id);
    tell(id, read.refusal);
    return null;
  };

  return {
    async take(fits) {
      for (const { id, race } of await all()) {
        if (!isRace(race)) tell(id, 'it is no race');
        else if (race.id === id && fits(race)) {
          const found = await taken(id);
          if (found) return found;
        }
      }
      return null;
    },
    write: (race) =>
      inTurn(async () => {
        await claim(race.id);
        // a task of its own: copying a race for the database takes as long as drawing an epoch
        await breathe();
        await put(race);
        // another page may go on with what this one has left
        if (race.isLeft) letGo(race.id);
        // reading them all takes as long again, and seldom is one too many
        if ((await use((open) => open.count('races'))) <= MOST_RACES) return;
        const tooMany = (await all()).slice(MOST_RACES).map(({ id }) => id);
        await erase(tooMany);
        for (const id of tooMany) letGo(id);
      }),
    remove: (id) =>
      inTurn(async () => {
        await erase([id]);
        letGo(id);
      }),
    async ids() {
      // whoever asks has just left one
      await queue;
      return use((open) => open.getAllKeys('races'));
    },
    raw: whole,
    listen(hear) {
      hearers.push(hear);
      listen(hear);
    },
  };
}
