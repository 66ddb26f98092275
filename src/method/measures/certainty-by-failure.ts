/**
 * Whom certainty weighting (R9) trusts when a modality fails: samples grouped by which modalities' probes are right,
 * and in each group the mean weight omega_k of every head and every head's accuracy. docs/measures.md, curve 5.
 */

import { argmaxRows, type Matrix, valueAt } from '../../math/matrix';
import { addAt, numberAt } from '../../math/numbers';
import type { ByModality, FailureRow } from '../../protocol/measures';
import type { ByName } from '../../protocol/names';
import { certaintyWeights } from '../model/certainty';
import { headsOf } from './calibration';
import { PROBABILITY_NS, type StructureMeasure } from './measure';

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
  const groups = 1 << ids.length;
  const groupOf = new Int32Array(labels.length);
  for (const id of ids) {
    const answers = probed[id];
    // the first modality is the highest bit, so that counting up goes through the patterns in order
    groupOf.forEach((bits, i) => {
      groupOf[i] = 2 * bits + (answers?.[i] === labels[i] ? 0 : 1);
    });
  }
  const count = new Float64Array(groups);
  for (const group of groupOf) addAt(count, group, 1);
  const means = (of: (row: number) => number): readonly number[] => {
    const sums = new Float64Array(groups);
    for (const [row, group] of groupOf.entries()) addAt(sums, group, of(row));
    return Array.from(sums, (sum, group) => sum / numberAt(count, group));
  };
  const accuracy = Object.entries(heads).map(([name, z]) => {
    const answer = argmaxRows(z);
    return [name, means((row) => (answer[row] === labels[row] ? 1 : 0))] as const;
  });
  const weights = certainty?.heads.map(
    (name, k) => [name, means((row) => valueAt(certainty.weights, row, k))] as const,
  );
  const ofGroup = (all: readonly (readonly [string, readonly number[]])[], group: number) =>
    Object.fromEntries(all.map(([name, values]) => [name, values[group] ?? 0]));
  return Array.from(count, (rows, group) => ({
    right: ids.filter((_, m) => ((group >> (ids.length - 1 - m)) & 1) === 0),
    count: rows,
    weights: rows > 0 && weights ? ofGroup(weights, group) : null,
    accuracy: rows > 0 ? ofGroup(accuracy, group) : null,
  }));
}

export const certaintyByFailureMeasure: StructureMeasure = {
  description: {
    id: 'certaintyByFailure',
    label: 'Who is right, and who is trusted',
    explanation:
      'The held-out samples, sorted by which modalities a probe on their features alone answers rightly.',
    citation:
      'Fan et al., Detached and Interactive Multimodal Learning, ACM MM 2024, arXiv 2407.19514.',
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
  workNs: ({ dims, classes, subsetRows }) =>
    subsetRows * (dims.length + 1) * (classes * PROBABILITY_NS + 40),
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
