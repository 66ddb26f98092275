/**
 * MLA's answer: the heads' logits, each weighed by how sure it is of the sample, or by fixed weights. Plain numbers in
 * and out.
 */

import { type Matrix, softmaxRows } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { fixedWeights } from '../../protocol/fixed-weights';
import { speaks, type Voices, weightedLogits } from './certainty';
import { probabilitiesOf } from './probabilities';

/** H = -sum p log p of every row, in nats. */
function entropies(logits: Matrix): Float64Array {
  const { values, rows, columns } = probabilitiesOf(logits);
  return Float64Array.from({ length: rows }, (_, i) => {
    let entropy = 0;
    for (let c = i * columns; c < (i + 1) * columns; c++) {
      const p = numberAt(values, c);
      // p log p goes to 0 with p
      if (p > 0) entropy -= p * Math.log(p);
    }
    return entropy;
  });
}

/**
 * omega_m proportional to exp(max H - H_m), sample by sample: the surer head weighs more. Over the heads that answer
 * the sample, the others weigh 0.
 * @returns `[rows, heads]`, each row summing to 1.
 */
export function entropyWeights(logits: readonly Matrix[], voices?: Voices): Matrix {
  const rows = logits[0]?.rows ?? 0;
  const heads = logits.length;
  const surest = new Float64Array(rows * heads);
  logits.forEach((head, k) => {
    entropies(head).forEach((entropy, i) => {
      surest[i * heads + k] = speaks(voices, k, i) ? -entropy : Number.NEGATIVE_INFINITY;
    });
  });
  return softmaxRows({ values: surest, rows, columns: heads });
}

/** Weights that are the same for all samples, over the heads that answer a sample; they sum to 1. */
export function staticWeights(logits: readonly Matrix[], voices?: Voices): Matrix {
  const rows = logits[0]?.rows ?? 0;
  const heads = logits.length;
  const fixed = fixedWeights(heads);
  const values = new Float64Array(rows * heads);
  for (let i = 0; i < rows; i++) {
    const there = fixed.map((weight, k) => (speaks(voices, k, i) ? weight : 0));
    const total = there.reduce((sum, weight) => sum + weight, 0);
    there.forEach((weight, k) => {
      values[i * heads + k] = weight / total;
    });
  }
  return { values, rows, columns: heads };
}

/** How the heads are weighed. */
export type Weighing = 'dynamic' | 'static';

/** An answer, sum_m omega_m z_m per sample, and its omega, `[rows, heads]`. */
export function weighed(
  how: Weighing,
  logits: readonly Matrix[],
  voices?: Voices,
): { readonly answer: Matrix; readonly weights: Matrix } {
  const weights = how === 'static' ? staticWeights(logits, voices) : entropyWeights(logits, voices);
  return { answer: weightedLogits(logits, weights), weights };
}
