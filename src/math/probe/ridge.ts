/**
 * Ridge probe: least squares on one-hot labels, closed form. A measure of its own beside the logistic probe, from which
 * it differs by a few points that depend on the method. Constants: docs/measures.md#accuracy.
 */
import { argmaxRows, type Matrix } from '../matrix';
import { addAt, numberAt, wholeAt } from '../numbers';
import { rowsTimes } from '../products';
import { solveSpd } from '../solve';
import { gramInParts } from '../vectors';
import { columnMoments, type Design, design, type Labelled, type Moments } from './standardise';

/** Added to the diagonal of the mean Gram matrix. */
const RIDGE = 0.01;

/** The same by column, `[columns, rows]`: products of columns then stay in the cache. */
function byColumn({ values, rows, columns }: Design): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) out[d * rows + i] = numberAt(values, i * columns + d);
  }
  return out;
}

interface Fit {
  readonly labels: Int32Array;
  readonly moments: Moments;
  /** `[dims + 1, classes]` */
  readonly weights: Float64Array;
}

/** The fit to features that are still in use: after the last epoch it is asked twice. */
const fits = new WeakMap<Matrix, Fit>();

/** Fits on `train`. @returns the class it gives each row of `heldOut`, `[rows, dims]`. */
export function ridgeProbe(train: Labelled, heldOut: Matrix, classes: number): Int32Array {
  const known = fits.get(train.features);
  const fit = known?.labels === train.labels ? known : fitted(train, classes);
  fits.set(train.features, fit);
  return answers(design(heldOut, fit.moments), fit.weights, classes);
}

function fitted({ features, labels }: Labelled, classes: number): Fit {
  const moments = columnMoments(features);
  const known = design(features, moments);
  const { rows, columns: n } = known;
  const x = byColumn(known);
  const weights = new Float64Array(n * classes);
  for (let d = 0; d < n; d++) {
    for (let i = 0; i < rows; i++) {
      addAt(weights, d * classes + wholeAt(labels, i), numberAt(x, d * rows + i) / rows);
    }
  }
  // the lower triangle is all the factorisation reads
  const gram = gramInParts(x, n, rows);
  for (let d = 0; d < n; d++) addAt(gram, d * n + d, RIDGE);
  solveSpd(gram, weights, n, classes);
  return { labels, moments, weights };
}

/** The class of the largest score of each row. @param weights `[dims + 1, classes]`. */
function answers(x: Design, weights: Float64Array, classes: number): Int32Array {
  const ofClass = new Float64Array(weights.length);
  for (let d = 0; d < x.columns; d++) {
    for (let c = 0; c < classes; c++) {
      ofClass[c * x.columns + d] = numberAt(weights, d * classes + c);
    }
  }
  const scores = new Float64Array(x.rows * classes);
  rowsTimes({ x: x.values, width: x.columns, from: 0, to: x.rows }, ofClass, classes, scores);
  return argmaxRows({ values: scores, rows: x.rows, columns: classes });
}
