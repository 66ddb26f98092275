/**
 * What one race says of trained nets: pairs of them on the same samples, by McNemar's exact test with Holm over the
 * whole family. It speaks of these nets and these samples, never of methods: two runs of one method differ too. Pure.
 */
import { disagreement, holm, mcNemar } from '../math/paired-tests';
import type { AccuracyGap } from '../protocol/units';
import { type Verdict, verdictOf } from './words';

/** One net's answers: of each sample 1 where it is right, 0 where it is wrong. */
export interface Answers {
  readonly who: string;
  readonly right: Uint8Array;
}

export interface NetComparison {
  readonly first: string;
  readonly second: string;
  readonly samples: number;
  /** Samples that only one of the two has right: all that the test looks at. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Share of the samples that the first has right minus the second's, unrounded. */
  readonly lead: AccuracyGap;
  /** Two-sided, of this pair by itself. */
  readonly p: number;
  /** The same after Holm's correction for the family. */
  readonly pHolm: number;
  /** Of the first against the second. */
  readonly verdict: Exclude<Verdict, 'too-few'>;
}

/**
 * @param family every pair that could be spoken of, not only those that will be.
 * @throws RangeError where the answers of a pair are not to the same samples.
 */
export function compareNets(family: readonly (readonly [Answers, Answers])[]): NetComparison[] {
  const counted = family.map(([first, second]) => disagreement(first.right, second.right));
  const ps = counted.map(mcNemar);
  const corrected = holm(ps);
  return family.map(([first, second], i) => {
    const { samples, onlyFirst, onlySecond } = counted[i] ?? {
      samples: 0,
      onlyFirst: 0,
      onlySecond: 0,
    };
    const lead = samples === 0 ? 0 : (onlyFirst - onlySecond) / samples;
    const [p, pHolm] = [ps[i] ?? 1, corrected[i] ?? 1];
    const verdict = verdictOf(lead, pHolm);
    return {
      ...{ first: first.who, second: second.who, samples, onlyFirst, onlySecond },
      ...{ lead, p, pHolm, verdict },
    };
  });
}
