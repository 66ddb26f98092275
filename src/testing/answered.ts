/** Hand-made answers to samples, with the accuracies that belong to them. Testing only. */
import type { Accuracies } from '../protocol/events';
import { packRight, type RightAnswers } from '../protocol/right-answers';

/** Right from the first number on up to, not including, the second; a single number means from 0 on. */
export type RightRange = number | readonly [from: number, to: number];

export interface Answered {
  readonly accuracy: Accuracies;
  readonly right: RightAnswers;
}

/**
 * Who is right on which of `samples` samples. Two ranges from 0 on differ one way only; ranges that begin elsewhere
 * disagree both ways, as real nets do.
 */
export function answered(
  samples: number,
  fusion: RightRange | null,
  unimodal: Readonly<Record<string, RightRange>>,
): Answered {
  const bounds = (range: RightRange) => (typeof range === 'number' ? [0, range] : range);
  const bits = (range: RightRange) => {
    const [from = 0, to = 0] = bounds(range);
    return Array.from({ length: samples }, (_, i) => i >= from && i < to);
  };
  const share = (range: RightRange) => {
    const [from = 0, to = 0] = bounds(range);
    return (to - from) / samples;
  };
  const each = <T>(make: (range: RightRange) => T) =>
    Object.fromEntries(Object.entries(unimodal).map(([id, range]) => [id, make(range)]));
  return {
    accuracy: {
      fusion: fusion === null ? null : share(fusion),
      unimodal: each(share),
      readouts: {},
    },
    right: {
      samples,
      fusion: fusion === null ? null : packRight(bits(fusion)),
      unimodal: each((range) => packRight(bits(range))),
    },
  };
}
