/** What heads say as probabilities: asked for by ensembles, weights and several measures, worked out once. */
import { type Matrix, softmaxRows } from '../../math/matrix';

/** As long as somebody has the logits; nobody changes a matrix once it was read. */
const known = new WeakMap<Matrix, Matrix>();

/** Softmax of each row of a head's logits, `[rows, classes]`. */
export function probabilitiesOf(logits: Matrix): Matrix {
  const before = known.get(logits);
  if (before) return before;
  const probabilities = softmaxRows(logits);
  known.set(logits, probabilities);
  return probabilities;
}
