/**
 * A race that the page was closed on: written down while it trains, found again by the next page on the same
 * experiment, gone when it ends or is reset. Watches the race; storage and clock are given.
 */
import type { ReferenceLevels } from '../../protocol/reference-levels';
import { haveSameSettings } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import type { ExperimentStore } from '../experiment-store';
import type { RaceRecord } from '../race-record';
import type { RaceState, RaceStore } from '../race-store';
import { readEpochs } from '../runs/read-epochs';

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
}

/** Where it is written. Every call may fail; the page then does without. */
export interface UnfinishedStorage {
  /** The newest race that fits and that no other page is training; it is this page's from now on. */
  take(fits: (race: UnfinishedRace) => boolean): Promise<UnfinishedRace | null>;
  write(race: UnfinishedRace): Promise<void>;
  remove(id: string): Promise<void>;
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
  race.subscribe((state, before) => {
    if (canGoOn(before) && (!canGoOn(state) || state.id !== before.id)) {
      quietly(storage.remove(before.id));
    }
    if (!canGoOn(state) || !hasNewCheckpoint(state.record, before.record)) return;
    if (now() - writtenAt < WRITE_EVERY_MS) return;
    writtenAt = now();
    const { id, levels } = state;
    const record = state.record.map(({ trainsOn: _, ...run }) => ({
      ...run,
      snapshots: [],
      progress: null,
    }));
    const { settings } = experiment.getState();
    const savedAt = now();
    quietly(storage.write({ format: UNFINISHED_FORMAT, id, savedAt, settings, record, levels }));
  });
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
        now() - race.savedAt < FORGOTTEN_AFTER_MS &&
        haveSameSettings(race.settings, settings),
    );
    if (!found) return null;
    // an older page may have written it
    const record = found.record.map((run) => ({ ...run, epochs: readEpochs(run.epochs) }));
    return { ...found, record };
  } catch {
    return null;
  }
}
