/**
 * A connection to one database of this browser that comes back: opened when it is first needed, and again after the
 * browser, another tab or a newer page has closed it. Says why it cannot, and when what it held is gone. Knows nothing of
 * what is kept.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import { failingOf, StorageError } from './fault';

export interface ConnectionOptions<S extends DBSchema> {
  readonly name: string;
  readonly version: number;
  /** Makes the stores that a new database, or one of an older version, lacks. */
  readonly create: (database: IDBPDatabase<S>) => void;
  /** How long another tab may hold up the opening before that is called a fault. */
  readonly patienceMs?: number;
}

/** What happened to it beside any call. */
export type ConnectionNews =
  /** It is open, after it could not be opened for a while. */
  | { readonly kind: 'opened-late' }
  /** It was open, was emptied, and is open again. */
  | { readonly kind: 'emptied'; readonly by: 'cleared' | 'deleted' }
  /** It was closed and cannot be opened again. */
  | { readonly kind: 'failed'; readonly error: unknown };

export interface Connection<S extends DBSchema> {
  /**
   * Does something with the open database, once more where it was closed meanwhile.
   * @throws StorageError with the cause
   */
  use<T>(task: (database: IDBPDatabase<S>) => Promise<T>): Promise<T>;
  listen(hear: (news: ConnectionNews) => void): void;
}

/** A disk that is busy opens a database in less. */
const PATIENCE_MS = 5000;

export function createConnection<S extends DBSchema>({
  name,
  version,
  create,
  patienceMs = PATIENCE_MS,
}: ConnectionOptions<S>): Connection<S> {
  let opening: Promise<IDBPDatabase<S>> | null = null;
  let wasOpen = false;
  /** Another tab deleted it, and not the browser. */
  let isDeleted = false;
  let isLate = false;
  const hearers: ((news: ConnectionNews) => void)[] = [];
  const tell = (news: ConnectionNews) => {
    for (const hear of hearers) hear(news);
  };

  /** So that what happened is known at once, and not with the next thing to be kept. */
  const comeBack = () => {
    opening = null;
    connected().catch((error) => tell({ kind: 'failed', error }));
  };
  const open = async (): Promise<IDBPDatabase<S>> => {
    // fetched beside the page, whose first drawing does not need it
    const { openDB } = await import('idb');
    let isNew = false;
    const database = await openDB<S>(name, version, {
      upgrade(fresh, versionBefore) {
        isNew = versionBefore === 0;
        create(fresh);
      },
      // make way for a newer page, or for who deletes it: whoever waits for this one would wait for ever
      blocking(_current, wanted) {
        isDeleted = wanted === null;
        database.close();
        comeBack();
      },
      terminated: comeBack,
    });
    if (isNew && wasOpen) tell({ kind: 'emptied', by: isDeleted ? 'deleted' : 'cleared' });
    wasOpen = true;
    isDeleted = false;
    if (isLate) tell({ kind: 'opened-late' });
    isLate = false;
    return database;
  };
  const connected = async (): Promise<IDBPDatabase<S>> => {
    if (!opening) {
      const mine = open();
      opening = mine;
      mine.catch((error) => {
        if (opening === mine) opening = null;
        if (!isLate) return;
        isLate = false;
        tell({ kind: 'failed', error });
      });
    }
    if (isLate) throw new StorageError('blocked');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        isLate = true;
        reject(new StorageError('blocked'));
      }, patienceMs);
    });
    try {
      return await Promise.race([opening, patience]);
    } catch (error) {
      throw new StorageError(failingOf(error, true), { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    async use(task) {
      const database = await connected();
      const held = opening;
      try {
        return await task(database);
      } catch (error) {
        const failing = failingOf(error);
        if (failing !== 'lost') throw new StorageError(failing, { cause: error });
        // a browser may close it without a word: what was closed is opened anew
        if (opening === held) opening = null;
        const again = await connected();
        if (again !== database) database.close();
        try {
          return await task(again);
        } catch (second) {
          throw new StorageError(failingOf(second), { cause: second });
        }
      }
    },
    listen: (hear) => void hearers.push(hear),
  };
}

/**
 * Waits until a change is on the disk.
 * @param parts of the change: what fails of them fails the whole. None is waited for, for a part that the browser gives up
 * after the commit may never say so.
 * @throws what the database says of the change as a whole: of a full disk its parts say only that they were given up
 */
export async function settled(
  change: { readonly done: Promise<void>; commit(): void },
  parts: readonly Promise<unknown>[],
): Promise<void> {
  for (const part of parts) part.catch(() => {});
  // a page that is closed right now has asked for it
  change.commit();
  await change.done;
}
