/**
 * Whom certainty weighting (R9) trusts when a modality fails: samples grouped by which modalities' probes are right,
 * and in each group the mean weight omega_k of every head and every head's accuracy. docs/measures.md, curve 5.
 */

import { argmaxRows, type Matrix, valueAt } from '../../math/matrix';
import type { ByModality, FailureRow } from '../../protocol/measures';
import type { ByName } from '../../protocol/names';
import { certaintyWeights } from '../model/certainty';
import { headsOf } from './calibration';
import type { StructureMeasure } from './measure';

export interface FailureSource {
  /** Of the modalities, in their order. */
  readonly ids: readonly string[];
  /** The class that each modality's probe gives, `[rows]`, by id. */
  readonly probed: ByModality<Int32Array>;
  /** Heads whose accuracy is reported, by key, `[rows, classes]` each. */
  readonly heads: ByName<Matrix>;
  /** Keys of the heads that are weighed and omega `[rows, heads]`; null where the method weighs none. */
  readonly certainty: { readonly heads: readonly string[]; readonly weights: Matrix } | null;
  /** `[rows]` */
  readonly labels: Int32Array;
}

/** @returns one row per pattern of right and wrong, 2^M of them, all right first, all wrong last; counts sum to the rows. */
export function certaintyByFailure(source: FailureSource): FailureRow[] {
  const { ids, probed, heads, certainty, labels } = source;
  const answers = ids.map((id) => probed[id]);
  const groups = Array.from({ length: 1 << ids.length }, (): number[] => []);
  labels.forEach((label, i) => {
    // the first modality is the highest bit, so that counting up goes through the patterns in order
    const pattern = answers.reduce((bits, answer) => 2 * bits + (answer?.[i] === label ? 0 : 1), 0);
    groups[pattern]?.push(i);
  });
  const headAnswers = Object.entries(heads).map(([name, z]) => [name, argmaxRows(z)] as const);
  return groups.map((rows, pattern) => {
    const mean = (of: (row: number) => number) =>
      rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
    const some = rows.length > 0;
    return {
      right: ids.filter((_, m) => ((pattern >> (ids.length - 1 - m)) & 1) === 0),
      count: rows.length,
      weights:
        some && certainty
          ? Object.fromEntries(
              certainty.heads.map((name, k) => [
                name,
                mean((row) => valueAt(certainty.weights, row, k)),
              ]),
            )
          : null,
      accuracy: some
        ? Object.fromEntries(
            headAnswers.map(([name, answer]) => [
              name,
              mean((row) => (answer[row] === labels[row] ? 1 : 0)),
            ]),
          )
        : null,
    };
  });
}

export const certaintyByFailureMeasure: StructureMeasure = {
  description: {
    id: 'certaintyByFailure',
    label: 'Who is right, and who is trusted',
    explanation:
      'The held-out samples, sorted by which modalities a probe on their features alone answers rightly.',
    per: 'structure',
    heavy: true,
    tab: 'certainty',
    waiting: 'Who is right when the modalities disagree will appear here.',
    absent: 'Nobody sorted the samples of this epoch.',
    terms: {
      weight:
        'How much the prediction trusts each head, on average: a head that is surer of its answer weighs more.',
      noWeights: '{run} weighs no heads by certainty in this stage.',
      headAccuracy: 'How often each head is right on the samples of this column.',
    },
  },
  take({ ids, subset, probe }) {
    const { readings, answers, labels } = subset;
    const { certainty } = answers;
    const weighed = certainty?.heads.map((name) => readings.logits[name] as Matrix) ?? [];
    return certaintyByFailure({
      ids,
      probed: probe.subset,
      heads: headsOf(subset),
      labels,
      certainty: certainty
        ? { heads: certainty.heads, weights: certaintyWeights(weighed, certainty.temperature) }
        : null,
    });
  },
};
