/** Reliability of every head as dots: how sure, how often right, how many samples. Pure. */
import type { DataSetSummary } from '../../protocol/data-set';
import type { EpochEnded } from '../../protocol/events';
import { headOrder, type NamedHead, namedHead, namedModalities } from './head-name';

export interface ReliabilityDot {
  readonly confidence: number;
  readonly accuracy: number;
  readonly count: number;
  /** Of all the head's samples, 0..1. */
  readonly share: number;
}

export interface Reliability extends NamedHead {
  /** Expected calibration error, 0..1. */
  readonly error: number;
  readonly dots: readonly ReliabilityDot[];
  /** "surer than right", "less sure than right" or "about as sure as right". */
  readonly told: string;
}

/** A mean distance under two points is no leaning. */
const LEANING = 0.02;

export function reliabilities(
  { calibration }: EpochEnded,
  summary: DataSetSummary | null,
): readonly Reliability[] {
  const modalities = namedModalities(summary);
  return Object.entries(calibration ?? {})
    .sort(([a], [b]) => headOrder(a) - headOrder(b))
    .map(([key, { error, count, confidence, accuracy }]) => {
      const total = Math.max(
        1,
        count.reduce((sum, each) => sum + each, 0),
      );
      const dots = count.flatMap((samples, bin): ReliabilityDot[] => {
        const [sure, right] = [confidence[bin], accuracy[bin]];
        if (samples === 0 || typeof sure !== 'number' || typeof right !== 'number') return [];
        return [{ confidence: sure, accuracy: right, count: samples, share: samples / total }];
      });
      const lean = dots.reduce((sum, dot) => sum + dot.share * (dot.confidence - dot.accuracy), 0);
      const told =
        Math.abs(lean) < LEANING
          ? 'about as sure as right'
          : lean > 0
            ? 'surer than right'
            : 'less sure than right';
      return { ...namedHead(key, modalities), error, dots, told };
    });
}
