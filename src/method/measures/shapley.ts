/**
 * Shapley contribution of each modality to the prediction (Shapley 1953; for modalities: Hu et al., arXiv 2203.15545):
 * phi_m = average over the orders of the modalities of v(those before m, and m) - v(those before m),
 * v(S) = held-out accuracy when the features of modalities outside S are replaced by their training mean.
 * The values sum to v(all) - v(none).
 */

import { accuracy, columnMeans, type Matrix } from '../../math/matrix';
import { zip } from '../../math/zip';
import { byModality, type NumbersMeasure } from './measure';

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

/** A copy of `features` once per subset, one below the other; rows of absent modalities hold `mean`. */
function stacked(features: Matrix, mean: Float64Array, m: number, subsets: number): Matrix {
  const { values, rows, columns } = features;
  const out = new Float64Array(subsets * rows * columns);
  for (let subset = 0; subset < subsets; subset++) {
    const block = out.subarray(subset * rows * columns, (subset + 1) * rows * columns);
    if (subset & (1 << m)) block.set(values);
    else for (let i = 0; i < rows; i++) block.set(mean, i * columns);
  }
  return { values: out, rows: subsets * rows, columns };
}

/**
 * @param predict the method's prediction for given features, `[rows, classes]`.
 * @param features held-out `[rows, dims]` per modality. @param means their training means, `[dims]` per modality.
 * @returns phi per modality, -1..1.
 */
export async function shapley(
  predict: (features: readonly Matrix[]) => Promise<Matrix>,
  features: readonly Matrix[],
  means: readonly Float64Array[],
  labels: Int32Array,
): Promise<number[]> {
  const subsets = 1 << features.length;
  const { values, columns } = await predict(
    zip(features, means).map(([feature, mean], m) => stacked(feature, mean, m, subsets)),
  );
  const size = labels.length * columns;
  const worth = Array.from({ length: subsets }, (_, subset) =>
    accuracy(
      { values: values.subarray(subset * size, (subset + 1) * size), rows: labels.length, columns },
      labels,
    ),
  );
  return shapleyValues(worth, features.length);
}

export const shapleyMeasure: NumbersMeasure = {
  description: {
    id: 'shapley',
    label: 'Contribution to the prediction',
    explanation:
      'The share of the accuracy that this modality brings, averaged over every order in which the modalities could be added.',
    per: 'modality',
    unit: 'contribution',
    subtitle: 'Shapley value, in points of accuracy \u00B7 a part of the held-out split',
    shows: 'chosen-run',
    heavy: true,
    tab: 'competition',
    waiting: 'What each modality brings to the prediction will show here.',
    absent: '{run} makes no prediction from all modalities, so there is nothing to share out.',
  },
  async take({ run, ids, subset, trainFeatures }) {
    const predict = run.predictFrom?.bind(run);
    if (!predict) return null;
    const means = trainFeatures.map(columnMeans);
    const values = await shapley(predict, subset.readings.features, means, subset.labels);
    return byModality(ids, (_, m) => values[m] ?? null);
  },
};
