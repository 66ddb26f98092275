/**
 * Combining heads: certainty weights per sample (R9 of DI-MML) and the plain ensembles they are compared with.
 * Plain numbers in and out.
 */

import { type Matrix, softmaxRows } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { addDivided, addRowsTimes, placeOfTop } from '../../math/vectors';
import { probabilitiesOf } from './probabilities';

/**
 * Certainty weights (R9): q_k = max softmax(z_k), omega = softmax over the heads of q / T.
 * @returns `[rows, heads]`, each row summing to 1.
 */
export function certaintyWeights(logits: readonly Matrix[], temperature: number): Matrix {
  const rows = logits[0]?.rows ?? 0;
  const heads = logits.length;
  const scaled = new Float64Array(rows * heads);
  logits.forEach((head, k) => {
    const { values, columns } = probabilitiesOf(head);
    for (let i = 0; i < rows; i++) {
      const at = i * columns;
      scaled[i * heads + k] = numberAt(values, at + placeOfTop(values, at, columns)) / temperature;
    }
  });
  return softmaxRows({ values: scaled, rows, columns: heads });
}

/** The one whose shape all have. @throws Error where there is none. */
function firstOf(matrices: readonly Matrix[]): Matrix {
  const [first] = matrices;
  if (!first) throw new Error('There is no head to combine.');
  return first;
}

/** sum_k omega_k z_k per sample, `[rows, classes]`. */
function weightedLogits(logits: readonly Matrix[], weights: Matrix): Matrix {
  const { rows, columns } = firstOf(logits);
  const out = new Float64Array(rows * columns);
  logits.forEach(({ values }, k) => {
    addRowsTimes(out, values, { factors: weights.values, of: weights.columns, k });
  });
  return { values: out, rows, columns };
}

/** Certainty-weighted sum of logits (R9) in one call. */
export function certaintyWeighted(logits: readonly Matrix[], temperature: number): Matrix {
  return weightedLogits(logits, certaintyWeights(logits, temperature));
}

/** Mean of several matrices of one shape: the equal-weight ensemble of logits or of probabilities. */
export function meanOf(matrices: readonly Matrix[]): Matrix {
  const { rows, columns } = firstOf(matrices);
  const out = new Float64Array(rows * columns);
  for (const { values } of matrices) addDivided(out, values, matrices.length);
  return { values: out, rows, columns };
}
