/**
 * Combining heads: certainty weights per sample (R9 of DI-MML) and the plain ensembles they are compared with.
 * Plain numbers in and out.
 */

import { type Matrix, softmaxRows } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { addDivided, addRowsTimes, placeOfTop } from '../../math/vectors';
import type { Has } from './present';
import { probabilitiesOf } from './probabilities';

/** Of each head, which rows it answers; all of them where absent. */
export type Voices = readonly Has[];

/** Whether head k answers row i. */
export const speaks = (voices: Voices | undefined, k: number, i: number): boolean =>
  voices?.[k]?.[i] !== 0;

/**
 * Certainty weights (R9): q_k = max softmax(z_k), omega = softmax over the heads of q / T; over those that answer the
 * row, the others weigh 0.
 * @returns `[rows, heads]`, each row summing to 1.
 */
export function certaintyWeights(
  logits: readonly Matrix[],
  temperature: number,
  voices?: Voices,
): Matrix {
  const rows = logits[0]?.rows ?? 0;
  const heads = logits.length;
  const scaled = new Float64Array(rows * heads);
  logits.forEach((head, k) => {
    const { values, columns } = probabilitiesOf(head);
    for (let i = 0; i < rows; i++) {
      const at = i * columns;
      if (!speaks(voices, k, i)) {
        scaled[i * heads + k] = Number.NEGATIVE_INFINITY;
        continue;
      }
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
export function weightedLogits(logits: readonly Matrix[], weights: Matrix): Matrix {
  const { rows, columns } = firstOf(logits);
  const out = new Float64Array(rows * columns);
  logits.forEach(({ values }, k) => {
    addRowsTimes(out, values, { factors: weights.values, of: weights.columns, k });
  });
  return { values: out, rows, columns };
}

/** Certainty-weighted sum of logits (R9) in one call. */
export function certaintyWeighted(
  logits: readonly Matrix[],
  temperature: number,
  voices?: Voices,
): Matrix {
  return weightedLogits(logits, certaintyWeights(logits, temperature, voices));
}

/** Mean of several matrices of one shape, of those that answer the row: the equal-weight ensemble of logits or of probabilities. */
export function meanOf(matrices: readonly Matrix[], voices?: Voices): Matrix {
  const { rows, columns } = firstOf(matrices);
  const out = new Float64Array(rows * columns);
  if (voices?.some((mask) => mask !== null)) {
    const shares = new Float64Array(rows * matrices.length);
    for (let i = 0; i < rows; i++) {
      const there = matrices.filter((_, k) => speaks(voices, k, i)).length;
      matrices.forEach((_, k) => {
        shares[i * matrices.length + k] = speaks(voices, k, i) ? 1 / there : 0;
      });
    }
    return weightedLogits(matrices, { values: shares, rows, columns: matrices.length });
  }
  for (const { values } of matrices) addDivided(out, values, matrices.length);
  return { values: out, rows, columns };
}
