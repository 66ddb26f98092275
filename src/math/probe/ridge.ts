/**
 * Ridge probe: least squares on one-hot labels, closed form. A measure of its own beside the logistic probe, from which
 * it differs by a few points that depend on the method. Constants: docs/measures.md#accuracy.
 */
import { argmaxRows, type Matrix } from '../matrix';
import { addAt, numberAt, wholeAt } from '../numbers';
import { solveSpd } from '../solve';
import { dotInParts } from '../vectors';
import { columnMoments, design, type Labelled } from './standardise';

/** Added to the diagonal of the mean Gram matrix. */
const RIDGE = 0.01;

/** One array per column: products of columns then stay in the cache. */
function columnsOf({ values, rows, columns }: Matrix): Float64Array[] {
  return Array.from({ length: columns }, (_, d) => {
    const column = new Float64Array(rows);
    for (let i = 0; i < rows; i++) column[i] = numberAt(values, i * columns + d);
    return column;
  });
}

/** Scores X W, `[rows, classes]`. */
function scores(x: Matrix, weights: Float64Array, classes: number): Matrix {
  const out = new Float64Array(x.rows * classes);
  for (let i = 0; i < x.rows; i++) {
    for (let d = 0; d < x.columns; d++) {
      const value = numberAt(x.values, i * x.columns + d);
      for (let c = 0; c < classes; c++) {
        addAt(out, i * classes + c, value * numberAt(weights, d * classes + c));
      }
    }
  }
  return { values: out, rows: x.rows, columns: classes };
}

/** Fits on `train`. @returns the class it gives each row of `heldOut`, `[rows, dims]`. */
export function ridgeProbe(train: Labelled, heldOut: Matrix, classes: number): Int32Array {
  const moments = columnMoments(train.features);
  const x = columnsOf(design(train.features, moments));
  const n = x.length;
  const rows = train.features.rows;
  const gram = new Float64Array(n * n);
  const target = new Float64Array(n * classes);
  x.forEach((column, d) => {
    for (let i = 0; i < rows; i++) {
      const at = d * classes + wholeAt(train.labels, i);
      addAt(target, at, numberAt(column, i) / rows);
    }
    // the lower triangle is all the factorisation reads
    x.slice(0, d + 1).forEach((other, k) => {
      gram[d * n + k] = dotInParts(column, other) / rows;
    });
  });
  for (let d = 0; d < n; d++) addAt(gram, d * n + d, RIDGE);
  solveSpd(gram, target, n, classes);
  return argmaxRows(scores(design(heldOut, moments), target, classes));
}
