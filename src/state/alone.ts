/**
 * How far each modality gets alone: the one place that knows where it is said, by a reference run that trains in this
 * race, or by what an earlier race found out. Pure; whoever compares with "alone" asks here and says so by itself.
 */
import type { AloneAtEpoch, AloneNumbers, ReferenceLevels } from '../protocol/reference-levels';
import { type RaceSaid, referenceRun } from './race-store';

/** What encoders that each trained alone know at one moment, by the same probe on the same samples as everything else. */
export type AloneSaid = AloneNumbers;

/** After each of their epochs so far, on held-out samples. */
export function aloneByEpoch({ record, levels }: RaceSaid): readonly AloneAtEpoch[] {
  const trained = referenceRun(record)?.epochs ?? [];
  if (trained.length === 0) return levels?.alone ?? [];
  return trained.map(({ epoch, accuracy, right, spent }) => ({
    epoch,
    accuracy: accuracy.unimodal,
    right: right ?? null,
    ...(spent && { spent }),
  }));
}

/**
 * While they train: on held-out samples after this epoch, or after the last before it that they have reached; null
 * before their first.
 */
export function aloneAtEpoch(said: RaceSaid, epoch: number): AloneSaid | null {
  return aloneByEpoch(said).findLast((at) => at.epoch <= epoch) ?? null;
}

/** On the test split after their last epoch; null before that. */
export function aloneAtEnd({ record, levels }: RaceSaid): AloneSaid | null {
  const end = referenceRun(record)?.end;
  if (!end) return levels?.end ?? null;
  return { accuracy: end.accuracy.unimodal, right: end.right ?? null };
}

/** Whether they have come to their end, so that what they reach is the last word. */
export function isAloneKnown(said: RaceSaid): boolean {
  return aloneAtEnd(said) !== null;
}

/** All that is known by now, as it is kept with a run; null where nothing is. */
export function aloneToKeep(said: RaceSaid): ReferenceLevels | null {
  const alone = aloneByEpoch(said);
  const end = aloneAtEnd(said);
  if (alone.length === 0 && end === null) return null;
  return { alone, end, untrained: said.levels?.untrained ?? {} };
}
