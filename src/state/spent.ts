/**
 * What the training of every run has taken: optimizer steps, seconds, encoders. Methods that are compared by accuracy
 * must be compared by this as well. Pure; what an old file does not say is made of what it says of its epochs, or null.
 */
import { aloneByEpoch } from './alone';
import type { RunRecord } from './race-record';
import { type RaceSaid, racingRuns, referenceRun } from './race-store';

/** By the end of an epoch. */
export interface SpentAt {
  readonly epoch: number;
  readonly steps: number;
  readonly seconds: number;
  /** Null where nobody counted. */
  readonly encoders: number | null;
}

/** Of a run after each of its epochs, in order. */
export function spentByEpoch({ epochs }: Pick<RunRecord, 'epochs'>): readonly SpentAt[] {
  let steps = 0;
  let trainMs = 0;
  return epochs.map(({ epoch, spent, trainMs: ofEpoch, cost }) => {
    trainMs = spent?.trainMs ?? trainMs + ofEpoch;
    // before it was counted an epoch said how long it and a step of it took
    steps = spent?.steps ?? steps + (cost.msPerStep > 0 ? Math.round(ofEpoch / cost.msPerStep) : 0);
    return { epoch, steps, seconds: trainMs / 1000, encoders: spent?.encoders ?? null };
  });
}

/** Of the encoders trained alone, as far as it is known. */
export function spentAlone(said: RaceSaid): readonly SpentAt[] {
  const reference = referenceRun(said.record);
  if (reference && reference.epochs.length > 0) return spentByEpoch(reference);
  return aloneByEpoch(said).flatMap(({ epoch, spent }) =>
    spent
      ? [{ epoch, steps: spent.steps, seconds: spent.trainMs / 1000, encoders: spent.encoders }]
      : [],
  );
}

export interface SpentRow extends SpentAt {
  readonly label: string;
}

/** By now, in the order of the race, the encoders trained alone last; runs without an epoch are left out. */
export function spentRows(said: RaceSaid): readonly SpentRow[] {
  const last = (label: string, spent: readonly SpentAt[]): readonly SpentRow[] => {
    const at = spent.at(-1);
    return at ? [{ label, ...at }] : [];
  };
  return [
    ...racingRuns(said.record).flatMap((run) => last(run.label, spentByEpoch(run))),
    ...last('Each trained alone', spentAlone(said)),
  ];
}
