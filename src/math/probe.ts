/**
 * Linear probes: how much a frozen encoder's features say to a linear read-out (Alain & Bengio 2016).
 * Both fit on the training split and are scored on held-out rows. Constants: docs/measures.md#accuracy.
 */
import { argmaxRows, type Matrix, softmaxRows } from './matrix';
import { minimise } from './minimise';
import { addAt, numberAt, wholeAt } from './numbers';
import { solveSpd } from './solve';
import { dotInParts } from './vectors';

/** Added to every standard deviation, so that a dead feature stays 0 instead of becoming NaN. */
const DEVIATION_FLOOR = 1e-5;
/** Ridge strength on the mean Gram matrix. */
const RIDGE = 0.01;
/** Penalty on the sum of squared weights of the logistic probe; the bias is free. */
const LOGISTIC_PENALTY = 1e-3;

/** Features of one split with their labels. */
export interface Labelled {
  /** `[rows, dims]` */
  readonly features: Matrix;
  /** `[rows]`, in 0..classes-1. */
  readonly labels: Int32Array;
}

/** Mean and standard deviation (n - 1, as in PyTorch) of each column. */
function columnMoments({ values, rows, columns }: Matrix) {
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) addAt(mean, d, numberAt(values, i * columns + d));
  }
  for (let d = 0; d < columns; d++) mean[d] = numberAt(mean, d) / rows;
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) {
      const off = numberAt(values, i * columns + d) - numberAt(mean, d);
      addAt(deviation, d, off * off);
    }
  }
  for (let d = 0; d < columns; d++) {
    deviation[d] = Math.sqrt(numberAt(deviation, d) / Math.max(1, rows - 1)) + DEVIATION_FLOOR;
  }
  return { mean, deviation };
}

/** Standardised copies of features with a last column of ones, `[rows, dims + 1]`. */
function design(features: Matrix, moments: ReturnType<typeof columnMoments>): Matrix {
  const { values, rows, columns } = features;
  const out = new Float64Array(rows * (columns + 1));
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) {
      out[i * (columns + 1) + d] =
        (numberAt(values, i * columns + d) - numberAt(moments.mean, d)) /
        numberAt(moments.deviation, d);
    }
    out[i * (columns + 1) + columns] = 1;
  }
  return { values: out, rows, columns: columns + 1 };
}

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

/**
 * Ridge probe: least squares on one-hot labels, closed form. Reads 2 to 5 points lower than the logistic
 * probe and costs next to nothing, so the live lines use it.
 * @returns the class it gives each row of `heldOut`.
 */
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

/**
 * Logistic probe: multinomial logistic regression, mean cross-entropy + 1e-3 times the sum of squared weights,
 * run to convergence. End numbers use it.
 * @returns the class it gives each row of `heldOut`.
 */
export function logisticProbe(train: Labelled, heldOut: Matrix, classes: number): Int32Array {
  const moments = columnMoments(train.features);
  const x = design(train.features, moments);
  const bias = x.columns - 1;
  const weights = minimise(new Float64Array(x.columns * classes), (at, gradient) => {
    const { values } = softmaxRows(scores(x, at, classes));
    let loss = 0;
    gradient.fill(0);
    for (let i = 0; i < x.rows; i++) {
      const label = wholeAt(train.labels, i);
      loss -= Math.log(Math.max(numberAt(values, i * classes + label), 1e-300)) / x.rows;
      for (let c = 0; c < classes; c++) {
        const error = (numberAt(values, i * classes + c) - (c === label ? 1 : 0)) / x.rows;
        for (let d = 0; d <= bias; d++) {
          addAt(gradient, d * classes + c, error * numberAt(x.values, i * x.columns + d));
        }
      }
    }
    for (let k = 0; k < bias * classes; k++) {
      const weight = numberAt(at, k);
      loss += LOGISTIC_PENALTY * weight * weight;
      addAt(gradient, k, 2 * LOGISTIC_PENALTY * weight);
    }
    return loss;
  });
  return argmaxRows(scores(design(heldOut, moments), weights, classes));
}
