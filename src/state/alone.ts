/**
 * How far each modality gets alone: the one place that knows where it is said, by a reference run that trains in this
 * race, or by what an earlier race found out. Pure; whoever compares with "alone" asks here and says so by itself.
 */
import type { ByModality } from '../protocol/measures';
import { type RaceSaid, referenceRun } from './race-store';

/** What encoders that each trained alone know at one moment, by the same probe on the same samples as everything else. */
export interface AloneSaid {
  /** Share right by modality id, 0..1. */
  readonly accuracy: ByModality<number>;
}

/**
 * While they train: on held-out samples after this epoch, or after the last before it that they have reached; null
 * before their first.
 */
export function aloneAtEpoch({ record, levels }: RaceSaid, epoch: number): AloneSaid | null {
  if (levels) return { accuracy: mapped(levels.alone, ({ ridge }) => ridge) };
  const said = referenceRun(record)?.epochs.findLast((ended) => ended.epoch <= epoch);
  return said ? { accuracy: said.accuracy.unimodal } : null;
}

/** On the test split after their last epoch; null before that. */
export function aloneAtEnd({ record, levels }: RaceSaid): AloneSaid | null {
  if (levels) return { accuracy: mapped(levels.alone, ({ logistic }) => logistic) };
  const end = referenceRun(record)?.end;
  return end ? { accuracy: end.accuracy.unimodal } : null;
}

/** Whether they have come to their end, so that what they reach is the last word. */
export function isAloneKnown(said: RaceSaid): boolean {
  return aloneAtEnd(said) !== null;
}

function mapped<A, B>(record: ByModality<A>, value: (each: A) => B): ByModality<B> {
  return Object.fromEntries(Object.entries(record).map(([id, each]) => [id, value(each)]));
}
