/**
 * Shapley contribution of each modality to the prediction (Shapley 1953; for modalities: Hu et al., arXiv 2205.00302):
 * phi_m = average over the orders of the modalities of v(those before m, and m) - v(those before m),
 * v(S) = held-out accuracy when the features of modalities outside S are replaced by their training mean.
 * The values sum to v(all) - v(none).
 */

import { accuracy, columnMeans, type Matrix } from '../../math/matrix';
import { zip } from '../../math/zip';
import { byModality, type Measuring, type NumbersMeasure, PROBABILITY_NS } from './measure';

/**
 * Shapley values of a game.
 * @param worth v by subset, index = sum of 2^m over its members; length 2^players.
 * @returns `[players]`
 */
export function shapleyValues(worth: readonly number[], players: number): number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return Array.from({ length: players }, (_, m) => {
    let value = 0;
    worth.forEach((without, subset) => {
      if (subset & (1 << m)) return;
      const size = Array.from({ length: players }, (_, k) => (subset >> k) & 1).filter(
        Boolean,
      ).length;
      // share of the orders in which exactly this subset comes before m
      const share = (factorial(size) * factorial(players - size - 1)) / factorial(players);
      value += share * ((worth[subset | (1 << m)] as number) - without);
    });
    return value;
  });
}

/** Rows predicted at once, unless a single subset has more. */
const ROWS_AT_ONCE = 2048;

/**
 * Copies of `features`, one for each of some subsets, one below the other; rows of absent modalities hold `mean`.
 * @param subsets the first, and the one after the last.
 */
function stacked(
  features: Matrix,
  mean: Float64Array,
  m: number,
  [from, to]: readonly [number, number],
): Matrix {
  const { values, rows, columns } = features;
  // as a device will have them
  const out = new Float32Array((to - from) * rows * columns);
  for (let subset = from; subset < to; subset++) {
    const begin = (subset - from) * rows * columns;
    if (subset & (1 << m)) out.set(values, begin);
    else for (let i = 0; i < rows; i++) out.set(mean, begin + i * columns);
  }
  return { values: out, rows: (to - from) * rows, columns };
}

/**
 * @param predict the method's prediction for given features, `[rows, classes]`.
 * @param features held-out `[rows, dims]` per modality. @param means their training means, `[dims]` per modality.
 * @returns v by subset, index = sum of 2^m over its members: accuracy with the means for all others, 0..1.
 */
export async function worthOfSubsets(
  predict: (features: readonly Matrix[]) => Promise<Matrix>,
  features: readonly Matrix[],
  means: readonly Float64Array[],
  labels: Int32Array,
): Promise<number[]> {
  const subsets = 1 << features.length;
  const atOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / labels.length));
  const worth: number[] = [];
  for (let from = 0; from < subsets; from += atOnce) {
    const to = Math.min(subsets, from + atOnce);
    const { values, columns } = await predict(
      zip(features, means).map(([feature, mean], m) => stacked(feature, mean, m, [from, to])),
    );
    const size = labels.length * columns;
    for (let at = 0; at < values.length; at += size) {
      const one = { values: values.subarray(at, at + size), rows: labels.length, columns };
      worth.push(accuracy(one, labels));
    }
  }
  return worth;
}

/** What several measures ask of a run's subsets is worked out once. */
const worths = new WeakMap<Measuring, Promise<number[] | null>>();

/** The same of a run at the end of an epoch, on `subset`; null where it makes no prediction. */
export function worthAt(at: Measuring): Promise<number[] | null> {
  const known = worths.get(at);
  if (known) return known;
  const { run, subset, trainFeatures } = at;
  const predict = run.predictFrom?.bind(run);
  const found = predict
    ? worthOfSubsets(
        predict,
        subset.readings.features,
        trainFeatures.map(columnMeans),
        subset.labels,
      )
    : Promise.resolve(null);
  worths.set(at, found);
  return found;
}

export const shapleyMeasure: NumbersMeasure = {
  description: {
    id: 'shapley',
    label: 'Contribution to the prediction',
    explanation:
      'The share of the accuracy that this modality brings, averaged over every order in which the modalities could be added.',
    citation:
      'Hu et al., SHAPE: An Unified Approach to Evaluate the Contribution and Cooperation of Individual Modalities, arXiv 2022, arXiv 2205.00302.',
    per: 'modality',
    unit: 'contribution',
    subtitle: 'Shapley value, in points of accuracy \u00B7 a part of the held-out split',
    shows: 'chosen-run',
    heavy: true,
    tab: 'competition',
    waiting: 'What each modality brings to the prediction will show here.',
    absent: '{run} makes no prediction from all modalities, so there is nothing to share out.',
  },
  workNs: ({ dims, classes, subsetRows }) =>
    2 ** dims.length *
    subsetRows *
    (2 * dims.reduce((sum, dim) => sum + dim, 0) + PROBABILITY_NS * (dims.length + 1) * classes),
  async take(at) {
    const worth = await worthAt(at);
    const values = worth && shapleyValues(worth, at.ids.length);
    return values && byModality(at.ids, (_, m) => values[m] ?? null);
  },
};
