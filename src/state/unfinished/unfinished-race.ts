/**
 * A race that has not ended: written down while it trains. One that the page was closed on is found again by the next
 * page on the same experiment; one that a person left, by another setting or Reset, waits on the shelf. Gone when it
 * ends. Watches the race; storage and clock are given.
 */
import type { ReferenceLevels } from '../../protocol/reference-levels';
import { haveSameSettings } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import type { ExperimentStore } from '../experiment-store';
import type { RaceRecord } from '../race-record';
import type { RaceState, RaceStore } from '../race-store';

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

/** Where it is written. Every call may fail; the page then does without. */
export interface UnfinishedStorage {
  /** The newest race that fits and that no other page is training; it is this page's from now on. */
  take(fits: (race: UnfinishedRace) => boolean): Promise<UnfinishedRace | null>;
  write(race: UnfinishedRace): Promise<void>;
  remove(id: string): Promise<void>;
  /** The ids of all that are written down. */
  ids(): Promise<readonly string[]>;
}

/** Checkpoints come every few seconds for every run; they are written together. */
const WRITE_EVERY_MS = 2000;
/** What was left longer ago than this is not what a person comes back for. */
const FORGOTTEN_AFTER_MS = 24 * 3600 * 1000;

export interface UnfinishedOptions {
  readonly race: RaceStore;
  readonly experiment: ExperimentStore;
  readonly storage: UnfinishedStorage;
  /** Milliseconds since 1970. */
  readonly now: () => number;
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
export function keepUnfinishedRace({ race, experiment, storage, now }: UnfinishedOptions): void {
  let writtenAt = Number.NEGATIVE_INFINITY;
  // a browser that keeps nothing has been told of by the shelf
  const quietly = (work: Promise<void>) => void work.catch(() => {});
  const write = ({ id, levels, record: whole }: RaceState, isLeft: boolean) => {
    const record = whole.map(({ trainsOn: _, ...run }) => ({
      ...run,
      snapshots: [],
      progress: null,
    }));
    const { settings } = experiment.getState();
    const savedAt = now();
    const race: UnfinishedRace = {
      ...{ format: UNFINISHED_FORMAT, id, savedAt, settings, record, levels },
      ...(isLeft && { isLeft }),
    };
    quietly(storage.write(race));
  };
  race.subscribe((state, before) => {
    if (canGoOn(before) && (!canGoOn(state) || state.id !== before.id)) {
      // the settings change only after the race was cleared
      if (state.id === before.id) quietly(storage.remove(before.id));
      else write(before, true);
    }
    if (!canGoOn(state) || !hasNewCheckpoint(state.record, before.record)) return;
    if (now() - writtenAt < WRITE_EVERY_MS) return;
    writtenAt = now();
    write(state, false);
  });
}

/** What the page wrote with; an older page may have kept epochs otherwise. */
async function asNow(found: UnfinishedRace): Promise<UnfinishedRace> {
  const { readEpochs } = await import('../runs/read-epochs');
  const record = found.record.map((run) => ({ ...run, epochs: readEpochs(run.epochs) }));
  return { ...found, record };
}

/** The race of this id, to go on with; null where it is not there, or another page has it. */
export async function takeLeftRace(
  storage: UnfinishedStorage,
  id: string,
): Promise<UnfinishedRace | null> {
  const found = await storage
    .take((race) => race.id === id && race.format === UNFINISHED_FORMAT)
    .catch(() => null);
  return found && asNow(found);
}

/** The race of this experiment that was cut off, if one was; a person's own files must be opened again first. */
export async function findUnfinishedRace(
  storage: UnfinishedStorage,
  settings: Settings,
  now: () => number,
): Promise<UnfinishedRace | null> {
  if (settings.data.source === 'files') return null;
  try {
    const found = await storage.take(
      (race) =>
        race.format === UNFINISHED_FORMAT &&
        race.isLeft !== true &&
        now() - race.savedAt < FORGOTTEN_AFTER_MS &&
        haveSameSettings(race.settings, settings),
    );
    return found && (await asNow(found));
  } catch {
    return null;
  }
}
