/**
 * The epochs of a race in progress in pieces of a few epochs each, so that writing a race down costs what has come since
 * the last time, however long it has trained. Only the last piece of a run changes. Knows no database.
 */
import type { EpochEnded } from '../../protocol/events';
import type { RaceRecord } from '../race-record';

/** Few enough to be copied anew with every writing, and many enough that a race of an hour has some hundred pieces. */
const EPOCHS_A_PIECE = 32;

/** Race, run, and the piece's place in the run, 0-based. */
export type PieceKey = [race: string, run: string, place: number];

/** What is written of a run's epochs beside its pieces. */
export interface InPieces {
  /** Epochs that are the run's; of another length that was there before, more may stand in the pieces. */
  readonly epochsKept: number;
}

/** How many epochs the two begin with alike. */
function alike(epochs: readonly EpochEnded[], before: readonly EpochEnded[]): number {
  let count = 0;
  while (count < epochs.length && epochs[count] === before[count]) count += 1;
  return count;
}

/** The pieces of a race that are not as they were written. @param before as it was written; null to write them all. */
export function changedPieces(
  id: string,
  record: RaceRecord,
  before: RaceRecord | null,
): readonly { readonly key: PieceKey; readonly epochs: readonly EpochEnded[] }[] {
  return record.flatMap(({ name, epochs }, i) => {
    const same = alike(epochs, before?.[i]?.epochs ?? []);
    if (same === epochs.length) return [];
    const first = Math.floor(same / EPOCHS_A_PIECE);
    const pieces = Math.ceil(epochs.length / EPOCHS_A_PIECE);
    return Array.from({ length: pieces - first }, (_, k) => {
      const place = first + k;
      const from = place * EPOCHS_A_PIECE;
      const key: PieceKey = [id, name, place];
      return { key, epochs: epochs.slice(from, from + EPOCHS_A_PIECE) };
    });
  });
}

/** The same race, its epochs left to their pieces. */
export function withoutEpochs<R extends { readonly record: RaceRecord }>(race: R): R {
  const record = race.record.map((run) => {
    const inPieces: InPieces = { epochsKept: run.epochs.length };
    return { ...run, ...inPieces, epochs: [] };
  });
  return { ...race, record };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * A race as it was before its epochs were left to pieces. What is no race stays as it is, and so does a run that holds
 * its epochs itself, as older pages wrote them.
 * @param keys of the race's pieces, in the order of the database. @param pieces as they stand there.
 */
export function joined(
  race: unknown,
  keys: readonly PieceKey[],
  pieces: readonly unknown[],
): unknown {
  if (!isObject(race) || !Array.isArray(race['record'])) return race;
  const record = race['record'].map((run: unknown) => {
    if (!isObject(run)) return run;
    const { epochsKept, ...own } = run;
    if (typeof epochsKept !== 'number') return run;
    const epochs = pieces.filter((_, i) => keys[i]?.[1] === run['name']).flat();
    return { ...own, epochs: epochs.slice(0, epochsKept) };
  });
  return { ...race, record };
}
