/**
 * Preconditioners for a multinomial logistic regression: its second derivative at one place, from a part of the rows,
 * mean of (diag(p) - p p^T) (x) x x^T + 2 penalty. Whole where it is small, so that a fit takes a handful of steps; only
 * the blocks that couple the weights of one class where it is larger; only its diagonal where even those are large.
 */
import type { Precondition } from '../minimise';
import { addAt, numberAt } from '../numbers';
import { addOuter } from '../products';
import { factorSpd, solveFactored } from '../solve';

/** Rows looked at, evenly spaced: more cost more than the steps they save (measured on the default race). */
const ROWS = 300;
/** Largest number of weights with a whole second derivative: its factor costs the third power. */
const LARGEST_WHOLE = 200;
/** Widest features with blocks. */
const WIDEST_BLOCK = 65;
/** Keeps it invertible where a class is answered everywhere or nowhere. */
const LEAST_CURVATURE = 1e-6;

/** Where the second derivative is wanted. */
export interface Place {
  /** `[rows, width]`, the last column ones. */
  readonly x: Float64Array;
  readonly rows: number;
  readonly width: number;
  readonly classes: number;
  /** `[rows, classes]` */
  readonly probabilities: Float64Array;
  /** On the sum of squared weights, but for the last of each class. */
  readonly penalty: number;
}

/** The rows that are looked at. */
interface Part extends Place {
  readonly every: number;
  readonly seen: number;
  /** `[seen, width]` */
  readonly some: Float64Array;
}

export function curvatureAt(place: Place): Precondition {
  const { x, rows, width, classes } = place;
  const every = Math.max(1, Math.floor(rows / ROWS));
  const seen = Math.ceil(rows / every);
  const some = new Float64Array(seen * width);
  for (let i = 0; i < seen; i++) {
    some.set(x.subarray(i * every * width, (i * every + 1) * width), i * width);
  }
  const part = { ...place, every, seen, some };
  if (classes * width <= LARGEST_WHOLE) return whole(part);
  return width <= WIDEST_BLOCK ? blocks(part) : diagonal(part);
}

/** What every curvature has at least, whatever the rows say: of weights the penalty's. */
const floorOf = ({ width, penalty }: Place, d: number): number =>
  d < width - 1 ? 2 * penalty : LEAST_CURVATURE;

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

function whole(part: Part): Precondition {
  const { width, classes } = part;
  const size = classes * width;
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
  for (let at = 0; at < size; at++) addAt(all, at * size + at, floorOf(part, at % width));
  factorSpd(all, size);
  return (vector) => solveFactored(all, vector, size, 1);
}

function blocks(part: Part): Precondition {
  const { width, classes } = part;
  const factors = Array.from({ length: classes }, (_, k) => {
    const block = blockOf(part, k, k);
    for (let d = 0; d < width; d++) addAt(block, d * width + d, floorOf(part, d));
    factorSpd(block, width);
    return block;
  });
  return (vector) => {
    factors.forEach((factor, k) => {
      solveFactored(factor, vector.subarray(k * width, (k + 1) * width), width, 1);
    });
  };
}

function diagonal(part: Part): Precondition {
  const { some, seen, width, classes } = part;
  const curvature = new Float64Array(classes * width);
  for (let i = 0; i < seen; i++) {
    for (let k = 0; k < classes; k++) {
      const weight = coupling(part, i, k, k);
      for (let d = 0; d < width; d++) {
        addAt(curvature, k * width + d, weight * numberAt(some, i * width + d) ** 2);
      }
    }
  }
  for (let at = 0; at < curvature.length; at++) addAt(curvature, at, floorOf(part, at % width));
  return (vector) => {
    for (let at = 0; at < vector.length; at++) {
      vector[at] = numberAt(vector, at) / numberAt(curvature, at);
    }
  };
}
