/**
 * Combining heads: certainty weights per sample (R9 of DI-MML) and the plain ensembles they are compared with.
 * Plain numbers in and out.
 */

import { type Matrix, softmaxRows, valueAt } from '../../math/matrix';
import { addAt, numberAt } from '../../math/numbers';

/**
 * Certainty weights (R9): q_k = max softmax(z_k), omega = softmax over the heads of q / T.
 * @returns `[rows, heads]`, each row summing to 1.
 */
export function certaintyWeights(logits: readonly Matrix[], temperature: number): Matrix {
  const rows = logits[0]?.rows ?? 0;
  const heads = logits.length;
  const scaled = new Float64Array(rows * heads);
  logits.forEach((head, k) => {
    const { values, columns } = softmaxRows(head);
    for (let i = 0; i < rows; i++) {
      let q = 0;
      for (let c = 0; c < columns; c++) q = Math.max(q, numberAt(values, i * columns + c));
      scaled[i * heads + k] = q / temperature;
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
  const first = firstOf(logits);
  const out = new Float64Array(first.rows * first.columns);
  logits.forEach(({ values, rows, columns }, k) => {
    for (let i = 0; i < rows; i++) {
      const omega = valueAt(weights, i, k);
      for (let c = 0; c < columns; c++) {
        addAt(out, i * columns + c, omega * numberAt(values, i * columns + c));
      }
    }
  });
  return { values: out, rows: first.rows, columns: first.columns };
}

/** Certainty-weighted sum of logits (R9) in one call. */
export function certaintyWeighted(logits: readonly Matrix[], temperature: number): Matrix {
  return weightedLogits(logits, certaintyWeights(logits, temperature));
}

/** Mean of several matrices of one shape: the equal-weight ensemble of logits or of probabilities. */
export function meanOf(matrices: readonly Matrix[]): Matrix {
  const first = firstOf(matrices);
  const out = new Float64Array(first.values.length);
  for (const { values } of matrices) {
    for (let i = 0; i < out.length; i++) {
      addAt(out, i, numberAt(values, i) / matrices.length);
    }
  }
  return { values: out, rows: first.rows, columns: first.columns };
}
