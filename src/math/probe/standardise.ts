/**
 * Features as a linear probe fits them: standardised on training data, each row closed by a one, to which the bias
 * belongs. Constants: docs/measures.md#accuracy.
 */
import type { Matrix } from '../matrix';
import { addAt, numberAt } from '../numbers';

/** Added to every standard deviation, so that a dead feature stays 0 instead of becoming NaN. */
export const DEVIATION_FLOOR = 1e-5;

/** Features of one split with their labels. */
export interface Labelled {
  /** `[rows, dims]` */
  readonly features: Matrix;
  /** `[rows]`, in 0..classes-1. */
  readonly labels: Int32Array;
}

/** What standardises features, `[dims]` each. */
export interface Moments {
  readonly mean: Float64Array;
  /** Standard deviation (n - 1, as in PyTorch) and a floor. */
  readonly deviation: Float64Array;
}

/** Of matrices that are still in use: two probes standardise the same features one after the other. */
const knownMoments = new WeakMap<Matrix, Moments>();
const knownDesigns = new WeakMap<
  Matrix,
  { readonly mean: Float64Array; readonly design: Design }
>();

/**
 * Moments of each column; of a column that never changes the mean is that very number, so that it becomes 0. Worked out
 * once for a matrix, which nobody may change.
 */
export function columnMoments(features: Matrix): Moments {
  const known = knownMoments.get(features);
  if (known) return known;
  const moments = momentsOf(features);
  knownMoments.set(features, moments);
  return moments;
}

function momentsOf({ values, rows, columns }: Matrix): Moments {
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  const varies = new Uint8Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) {
      const value = numberAt(values, i * columns + d);
      addAt(mean, d, value);
      if (value !== values[d]) varies[d] = 1;
    }
  }
  for (let d = 0; d < columns; d++) {
    mean[d] = varies[d] ? numberAt(mean, d) / rows : numberAt(values, d);
  }
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

/** Whether no feature ever changes: there is nothing that a probe could read. */
export function isConstant({ deviation }: Moments): boolean {
  return deviation.every((value) => value === DEVIATION_FLOOR);
}

/** Standardised features with a last column of ones, `[rows, dims + 1]`. */
export interface Design extends Matrix {
  readonly values: Float64Array;
}

/** The same, worked out once for a matrix and its moments; nobody may change it. */
export function design(features: Matrix, moments: Moments): Design {
  const known = knownDesigns.get(features);
  if (known && known.mean === moments.mean) return known.design;
  const made = designOf(features, moments);
  knownDesigns.set(features, { mean: moments.mean, design: made });
  return made;
}

function designOf({ values, rows, columns }: Matrix, { mean, deviation }: Moments): Design {
  const width = columns + 1;
  const out = new Float64Array(rows * width);
  const scale = deviation.map((value) => 1 / value);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < columns; d++) {
      out[i * width + d] =
        (numberAt(values, i * columns + d) - numberAt(mean, d)) * numberAt(scale, d);
    }
    out[i * width + columns] = 1;
  }
  return { values: out, rows, columns: width };
}
