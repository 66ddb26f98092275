/**
 * A race that has not ended: written down while it trains. One that the page was closed on is found again by the next
 * page on the same experiment; one that a person left, by another setting or Reset, waits on the shelf. Gone when it
 * ends. Watches the race; storage and clock are given.
 */
import type { ReferenceLevels } from '../../protocol/reference-levels';
import { haveSameSettings } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import type { Scheduler } from '../batcher';
import type { ExperimentStore } from '../experiment-store';
import type { RaceRecord } from '../race-record';
import type { RaceState, RaceStore } from '../race-store';
import type { ConnectionNews } from '../storage/connection';
import { detailOf, failingOf } from '../storage/fault';
import { addDamaged, type Fault, type StorageStore, setFault } from '../storage/storage-store';

/** Raised when a field changes its meaning; what is older is not taken up. */
const UNFINISHED_FORMAT = 2;

export interface UnfinishedRace {
  readonly format: number;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly settings: Settings;
  /** Without what was said of single samples, and a second checkpoint: too much to write every few seconds. */
  readonly record: RaceRecord;
  readonly levels: ReferenceLevels | null;
  /** A person went on to something else: it is taken up again when somebody asks for it, and not by itself. */
  readonly isLeft?: boolean;
}

/** What happens to what is kept beside its calls. */
export type UnfinishedNews =
  | ConnectionNews
  /** A race that cannot be read: it stays where it is. */
  | { readonly kind: 'damaged'; readonly id: string; readonly reason: string };

/** Where it is written. Every call may fail; the page says so and does without. */
export interface UnfinishedStorage {
  /** The newest race that fits, can be read, and no other page is training; it is this page's from now on. */
  take(fits: (race: UnfinishedRace) => boolean): Promise<UnfinishedRace | null>;
  write(race: UnfinishedRace): Promise<void>;
  remove(id: string): Promise<void>;
  /** The ids of all that are written down. */
  ids(): Promise<readonly string[]>;
  /** What stands there under this id, whatever it is. */
  raw(id: string): Promise<unknown>;
  listen(hear: (news: UnfinishedNews) => void): void;
}

/**
 * A run has a new checkpoint at the first end of an epoch 1.5 s after the last (`CHECKPOINT_MS` in
 * src/worker/set-up-race.ts); what came since the last writing is written together. With it less than four seconds, which
 * is what a closed page may cost.
 */
const WRITE_EVERY_MS = 1000;
/** What was left longer ago than this is not what a person comes back for. */
const FORGOTTEN_AFTER_MS = 24 * 3600 * 1000;

export interface UnfinishedOptions {
  readonly race: RaceStore;
  readonly experiment: ExperimentStore;
  readonly unfinished: UnfinishedStorage;
  /** Where it says that the race is not written down, and why. */
  readonly storage: StorageStore;
  /** Whether everything that has ended is kept otherwise; the race is not given up before. */
  readonly whenKept: () => Promise<boolean>;
  readonly scheduler: Scheduler;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface UnfinishedKeeper {
  /** Writes what has not been written yet, now. */
  flush(): void;
}

/** Whether there is something to go on from that starting anew would not give. */
function canGoOn({ phase, record }: RaceState): boolean {
  return (
    phase !== 'idle' && phase !== 'ended' && record.some(({ checkpoint }) => checkpoint !== null)
  );
}

/** Whether any run was written down anew. */
function hasNewCheckpoint(record: RaceRecord, before: RaceRecord): boolean {
  return record.some(
    (run, i) => run.checkpoint !== null && run.checkpoint !== before[i]?.checkpoint,
  );
}

/** Keeps the race in progress written down from now on. */
export function keepUnfinishedRace(options: UnfinishedOptions): UnfinishedKeeper {
  const { race, experiment, unfinished, storage, whenKept, scheduler, now } = options;
  let writtenAt = Number.NEGATIVE_INFINITY;
  /** A checkpoint has come that is not written. */
  let isBehind = false;
  let isWriting = false;
  let callOff: (() => void) | null = null;

  const tell = (fault: Fault | null) => {
    setFault(storage, 'race', fault);
    if (storage.getState().isRaceOnlyHere !== (fault !== null)) {
      storage.setState({ isRaceOnlyHere: fault !== null });
    }
  };
  const attempt = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      tell(null);
      return true;
    } catch (error) {
      const failing = failingOf(error);
      const cause = failing === 'full' ? 'full-in-race' : failing;
      // of a race that has ended meanwhile the shelf says what became of it
      if (canGoOn(race.getState())) tell({ cause, count: 0, detail: detailOf(error) });
      return false;
    }
  };
  const written = ({ id, levels, record: whole }: RaceState, isLeft: boolean): UnfinishedRace => ({
    ...{ format: UNFINISHED_FORMAT, id, savedAt: now(), levels },
    settings: experiment.getState().settings,
    record: whole.map(({ trainsOn: _, ...run }) => ({ ...run, snapshots: [], progress: null })),
    ...(isLeft && { isLeft }),
  });
  const write = async () => {
    callOff?.();
    callOff = null;
    // what comes meanwhile is written after it
    if (!isBehind || isWriting || !canGoOn(race.getState())) return;
    isBehind = false;
    isWriting = true;
    writtenAt = scheduler.now();
    const isWritten = await attempt(unfinished.write(written(race.getState(), false)));
    isWriting = false;
    if (isBehind) writeSoon();
    // tried again with the next checkpoint, or when there is news of the storage
    else if (!isWritten) isBehind = true;
  };
  /** At once, or as soon as the last writing is old enough; a tab out of sight has slow clocks and writes by its events. */
  const writeSoon = () => {
    const dueMs = writtenAt + WRITE_EVERY_MS - scheduler.now();
    if (dueMs <= 0) void write();
    else callOff ??= scheduler.later(() => void write(), dueMs);
  };
  /** A race whose runs have all ended, and that has not said so of itself. */
  let ending: string | null = null;
  const forget = async (id: string) => {
    ending = null;
    // what the shelf could not keep is not lost: this page's next one can train its end once more
    if (await whenKept()) await unfinished.remove(id).catch(() => {});
  };

  race.subscribe((state, before) => {
    if (canGoOn(before) && (!canGoOn(state) || state.id !== before.id)) {
      callOff?.();
      callOff = null;
      isBehind = false;
      tell(null);
      // the settings change only after the race was cleared
      if (state.id === before.id) ending = before.id;
      else void attempt(unfinished.write(written(before, true)));
    }
    if (ending !== null && (state.phase === 'ended' || state.id !== ending)) void forget(ending);
    if (!canGoOn(state) || !hasNewCheckpoint(state.record, before.record)) return;
    isBehind = true;
    writeSoon();
  });
  unfinished.listen((news) => {
    if (news.kind === 'damaged') {
      const { id, reason } = news;
      addDamaged(storage, [{ of: 'race', id, reason }]);
      return;
    }
    if (!canGoOn(race.getState())) return;
    isBehind = true;
    void write();
  });
  return { flush: () => void write() };
}

/** The race of this id, to go on with; null where it is not there, or another page has it. */
export async function takeLeftRace(
  storage: UnfinishedStorage,
  id: string,
): Promise<UnfinishedRace | null> {
  return storage
    .take((race) => race.id === id && race.format === UNFINISHED_FORMAT)
    .catch(() => null);
}

/** The race of this experiment that was cut off, if one was; a person's own files must be opened again first. */
export async function findUnfinishedRace(
  storage: UnfinishedStorage,
  settings: Settings,
  now: () => number,
): Promise<UnfinishedRace | null> {
  if (settings.data.source === 'files') return null;
  try {
    return await storage.take(
      (race) =>
        race.format === UNFINISHED_FORMAT &&
        race.isLeft !== true &&
        now() - race.savedAt < FORGOTTEN_AFTER_MS &&
        haveSameSettings(race.settings, settings),
    );
  } catch {
    return null;
  }
}
