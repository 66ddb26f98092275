/**
 * A preconditioner for a multinomial logistic regression: its second derivative at one place, from a part of the rows,
 * mean of (diag(p) - p p^T) (x) x x^T + 2 penalty, so that a fit takes a handful of steps. Only where there are few
 * weights: where there are more, what it costs and what its blocks alone bring is less than the steps they save (measured
 * on 3 to 50 classes and 60 to 300 dimensions, cold and warm).
 */
import type { Precondition } from '../minimise';
import { addAt, numberAt } from '../numbers';
import { addOuter } from '../products';
import { factorSpd, solveFactored } from '../solve';
import { PENALTY } from './arithmetic';

/** Rows looked at, evenly spaced: more cost more than the steps they save (measured on the default race). */
const ROWS = 300;
/** Largest number of weights with a second derivative: its factor costs the third power. */
const MOST_WEIGHTS = 200;
/** Of a bias at least, so that it can be inverted where a class is answered everywhere or nowhere. */
export const LEAST_CURVATURE = 1e-6;

/** Where the second derivative is wanted. */
interface Place {
  /** `[rows, width]`, the last column ones. */
  readonly x: Float64Array;
  readonly rows: number;
  readonly width: number;
  readonly classes: number;
  /** `[rows, classes]` */
  readonly probabilities: Float64Array;
}

/** The rows that are looked at. */
export interface Sampling {
  readonly every: number;
  readonly seen: number;
}

/** Which rows are looked at; null where there are too many weights. */
export function samplingOf(rows: number, weights: number): Sampling | null {
  if (weights > MOST_WEIGHTS) return null;
  const every = Math.max(1, Math.floor(rows / ROWS));
  return { every, seen: Math.ceil(rows / every) };
}

/** @returns null where there are too many weights. */
export function curvatureAt(place: Place): Precondition | null {
  const { x, rows, width, classes } = place;
  const size = classes * width;
  const sampling = samplingOf(rows, size);
  if (!sampling) return null;
  const { every, seen } = sampling;
  const some = new Float64Array(seen * width);
  for (let i = 0; i < seen; i++) {
    some.set(x.subarray(i * every * width, (i * every + 1) * width), i * width);
  }
  const part = { ...place, every, seen, some };
  const all = new Float64Array(size * size);
  for (let k = 0; k < classes; k++) {
    for (let l = 0; l <= k; l++) {
      const block = blockOf(part, k, l);
      for (let a = 0; a < width; a++) {
        const row = block.subarray(a * width, (a + 1) * width);
        all.set(row, (k * width + a) * size + l * width);
      }
    }
  }
  for (let at = 0; at < size; at++) {
    // what every curvature has at least, whatever the rows say: of weights the penalty's
    addAt(all, at * size + at, at % width < width - 1 ? 2 * PENALTY : LEAST_CURVATURE);
  }
  factorSpd(all, size);
  return (vector) => solveFactored(all, vector, size, 1);
}

interface Part extends Place, Sampling {
  /** `[seen, width]` */
  readonly some: Float64Array;
}

/** How a row couples the scores of two classes. */
function coupling({ probabilities, classes, every, seen }: Part, i: number, k: number, l: number) {
  const at = i * every * classes;
  const p = numberAt(probabilities, at + k);
  return (p * (k === l ? 1 - p : -numberAt(probabilities, at + l))) / seen;
}

/** The block of two classes, `[width, width]`, symmetric. */
function blockOf(part: Part, k: number, l: number): Float64Array {
  const { some, seen, width } = part;
  const weighted = new Float64Array(seen * width);
  for (let i = 0; i < seen; i++) {
    const weight = coupling(part, i, k, l);
    for (let at = i * width; at < (i + 1) * width; at++) weighted[at] = weight * numberAt(some, at);
  }
  const block = new Float64Array(width * width);
  addOuter({ x: some, width, from: 0, to: seen }, weighted, width, block);
  return block;
}
