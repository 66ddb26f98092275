/**
 * Linear probes: how much a frozen encoder's features say to a linear read-out (Alain & Bengio 2016).
 * Both fit on the training split and are scored on held-out rows. Constants: docs/measures.md#accuracy.
 */
import { accuracy, type Matrix, softmaxRows } from './matrix';
import { minimise } from './minimise';
import { solveSpd } from './solve';

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
    for (let d = 0; d < columns; d++)
      mean[d] = (mean[d] as number) + (values[i * columns + d] as number);
  }
  for (let d = 0; d < columns; d++) mean[d] = (mean[d] as number) / rows;
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) {
      const off = (values[i * columns + d] as number) - (mean[d] as number);
      deviation[d] = (deviation[d] as number) + off * off;
    }
  }
  for (let d = 0; d < columns; d++) {
    deviation[d] = Math.sqrt((deviation[d] as number) / Math.max(1, rows - 1)) + DEVIATION_FLOOR;
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
        ((values[i * columns + d] as number) - (moments.mean[d] as number)) /
        (moments.deviation[d] as number);
    }
    out[i * (columns + 1) + columns] = 1;
  }
  return { values: out, rows, columns: columns + 1 };
}

/** One array per column: products of columns then stay in the cache. */
function columnsOf({ values, rows, columns }: Matrix): Float64Array[] {
  return Array.from({ length: columns }, (_, d) => {
    const column = new Float64Array(rows);
    for (let i = 0; i < rows; i++) column[i] = values[i * columns + d] as number;
    return column;
  });
}

/** The sum is kept in four parts, so that no addition waits for the one before it. */
function dot(a: Float64Array, b: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = whole; i < a.length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + (s2 + s3);
}

/** Scores X W, `[rows, classes]`. */
function scores(x: Matrix, weights: Float64Array, classes: number): Matrix {
  const out = new Float64Array(x.rows * classes);
  for (let i = 0; i < x.rows; i++) {
    for (let d = 0; d < x.columns; d++) {
      const value = x.values[i * x.columns + d] as number;
      for (let c = 0; c < classes; c++) {
        out[i * classes + c] =
          (out[i * classes + c] as number) + value * (weights[d * classes + c] as number);
      }
    }
  }
  return { values: out, rows: x.rows, columns: classes };
}

/**
 * Ridge probe: least squares on one-hot labels, closed form. Reads 2 to 5 points lower than the logistic
 * probe and costs next to nothing, so the live lines use it.
 * @returns accuracy on `heldOut`, 0..1.
 */
export function ridgeProbe(train: Labelled, heldOut: Labelled, classes: number): number {
  const moments = columnMoments(train.features);
  const x = columnsOf(design(train.features, moments));
  const n = x.length;
  const rows = train.features.rows;
  const gram = new Float64Array(n * n);
  const target = new Float64Array(n * classes);
  x.forEach((column, d) => {
    for (let i = 0; i < rows; i++) {
      const at = d * classes + (train.labels[i] as number);
      target[at] = (target[at] as number) + (column[i] as number) / rows;
    }
    // the lower triangle is all the factorisation reads
    for (let k = 0; k <= d; k++) gram[d * n + k] = dot(column, x[k] as Float64Array) / rows;
  });
  for (let d = 0; d < n; d++) gram[d * n + d] = (gram[d * n + d] as number) + RIDGE;
  solveSpd(gram, target, n, classes);
  return accuracy(scores(design(heldOut.features, moments), target, classes), heldOut.labels);
}

/**
 * Logistic probe: multinomial logistic regression, mean cross-entropy + 1e-3 times the sum of squared weights,
 * run to convergence. End numbers use it.
 * @returns accuracy on `heldOut`, 0..1.
 */
export function logisticProbe(train: Labelled, heldOut: Labelled, classes: number): number {
  const moments = columnMoments(train.features);
  const x = design(train.features, moments);
  const bias = x.columns - 1;
  const weights = minimise(new Float64Array(x.columns * classes), (at, gradient) => {
    const { values } = softmaxRows(scores(x, at, classes));
    let loss = 0;
    gradient.fill(0);
    for (let i = 0; i < x.rows; i++) {
      const label = train.labels[i] as number;
      loss -= Math.log(Math.max(values[i * classes + label] as number, 1e-300)) / x.rows;
      for (let c = 0; c < classes; c++) {
        const error = ((values[i * classes + c] as number) - (c === label ? 1 : 0)) / x.rows;
        for (let d = 0; d <= bias; d++) {
          gradient[d * classes + c] =
            (gradient[d * classes + c] as number) + error * (x.values[i * x.columns + d] as number);
        }
      }
    }
    for (let k = 0; k < bias * classes; k++) {
      const weight = at[k] as number;
      loss += LOGISTIC_PENALTY * weight * weight;
      gradient[k] = (gradient[k] as number) + 2 * LOGISTIC_PENALTY * weight;
    }
    return loss;
  });
  return accuracy(scores(design(heldOut.features, moments), weights, classes), heldOut.labels);
}
