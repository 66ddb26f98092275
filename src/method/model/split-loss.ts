/** The loss of a head over a whole split, from logits that were read. Plain numbers in and out. */
import { type Matrix, valueAt } from '../../math/matrix';
import { wholeAt } from '../../math/numbers';
import type { Has } from './present';

/**
 * Mean of -log softmax(z)[y] over the rows that have what the head reads, in nats; 0 where none has.
 * @param logits `[rows, classes]` @param labels `[rows]`
 */
export function meanCrossEntropy(logits: Matrix, labels: Int32Array, has: Has): number {
  let sum = 0;
  let rows = 0;
  for (let i = 0; i < logits.rows; i++) {
    if (has?.[i] === 0) continue;
    const own = valueAt(logits, i, wholeAt(labels, i));
    let top = own;
    for (let c = 0; c < logits.columns; c++) top = Math.max(top, valueAt(logits, i, c));
    let total = 0;
    for (let c = 0; c < logits.columns; c++) total += Math.exp(valueAt(logits, i, c) - top);
    sum += top - own + Math.log(total);
    rows += 1;
  }
  return rows === 0 ? 0 : sum / rows;
}
