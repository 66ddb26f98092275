/**
 * Multinomial logistic regression as a function to be minimised: mean cross-entropy + penalty x sum of squared weights,
 * the bias free; its value, its gradient and a preconditioner.
 */
import type { Precondition } from '../minimise';
import { addAt, numberAt, wholeAt } from '../numbers';
import { addOuter, type Rows, rowsTimes } from '../products';
import { PENALTY, type Regression } from './arithmetic';
import { curvatureAt } from './curvature';
import type { Design } from './standardise';

/** Rows at once: what belongs to them stays in the processor's nearest cache. */
const ROWS_AT_ONCE = 64;

export class SoftmaxRegression implements Regression {
  private readonly x: Float64Array;
  private readonly rows: number;
  private readonly width: number;
  private readonly labels: Int32Array;
  private readonly classes: number;
  /** Of the last place asked for, `[rows, classes]`. */
  private readonly probabilities: Float64Array;

  /**
   * @param x `[rows, dims + 1]`, standardised features and a one, from `design`.
   * @param labels `[rows]`, in 0..classes-1.
   */
  constructor(x: Design, labels: Int32Array, classes: number) {
    this.x = x.values;
    this.rows = x.rows;
    this.width = x.columns;
    this.labels = labels;
    this.classes = classes;
    this.probabilities = new Float64Array(x.rows * classes);
  }

  /** The value at `w` `[classes, dims + 1]`; writes the gradient, of the same shape. */
  readonly objective = (w: Float64Array, gradient: Float64Array): number => {
    const { x, rows, width, classes, probabilities } = this;
    let loss = 0;
    gradient.fill(0);
    const errors = new Float64Array(ROWS_AT_ONCE * classes);
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      const part: Rows = { x, width, from, to: Math.min(rows, from + ROWS_AT_ONCE) };
      const own = probabilities.subarray(from * classes, part.to * classes);
      rowsTimes(part, w, classes, own);
      loss += this.toProbabilities(part, own, errors);
      addOuter(part, errors, classes, gradient);
    }
    let squares = 0;
    for (let k = 0; k < classes; k++) {
      for (let d = 0; d < width; d++) {
        const at = k * width + d;
        const weight = d < width - 1 ? numberAt(w, at) : 0;
        squares += weight * weight;
        gradient[at] = numberAt(gradient, at) / rows + 2 * PENALTY * weight;
      }
    }
    return loss / rows + PENALTY * squares;
  };

  /** Turns scores of some rows into probabilities, and writes what they are off by. @returns their cross-entropy, summed. */
  private toProbabilities({ from, to }: Rows, own: Float64Array, errors: Float64Array): number {
    const { classes, labels } = this;
    let loss = 0;
    for (let i = from; i < to; i++) {
      const at = (i - from) * classes;
      let top = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < classes; k++) top = Math.max(top, numberAt(own, at + k));
      const label = at + wholeAt(labels, i);
      const score = numberAt(own, label);
      let total = 0;
      for (let k = 0; k < classes; k++) {
        const e = Math.exp(numberAt(own, at + k) - top);
        own[at + k] = e;
        total += e;
      }
      for (let k = 0; k < classes; k++) {
        const p = numberAt(own, at + k) / total;
        own[at + k] = p;
        errors[at + k] = p;
      }
      loss += Math.log(total) + (top - score);
      addAt(errors, label, -1);
    }
    return loss;
  }

  /** A preconditioner for the place that `objective` was last asked about. */
  readonly precondition = (): Precondition | null => {
    const { x, rows, width, classes, probabilities } = this;
    return curvatureAt({ x, rows, width, classes, probabilities });
  };
}
