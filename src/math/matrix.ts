/** Row-major matrices as plain numbers with a shape, and what is asked of their rows. */
import { type Floats, numberAt } from './numbers';
import { addStretch, placeOfTop, softmaxStretch } from './vectors';

/** `[rows, columns]`, row-major. */
export interface Matrix {
  readonly values: Floats;
  readonly rows: number;
  readonly columns: number;
}

/** Wraps values whose row count follows from the width. @throws RangeError when they do not fill whole rows. */
export function matrix(values: Floats, columns: number): Matrix {
  const rows = values.length / columns;
  if (!Number.isInteger(rows)) {
    throw new RangeError(`${values.length} values do not fill rows of ${columns}.`);
  }
  return { values, rows, columns };
}

/** The number in row i and column c. @throws RangeError outside the matrix. */
export function valueAt({ values, columns }: Matrix, i: number, c: number): number {
  return numberAt(values, i * columns + c);
}

/** Column of the largest value of each row; ties go to the lowest column, as in PyTorch and NumPy. */
export function argmaxRows({ values, rows, columns }: Matrix): Int32Array {
  const best = new Int32Array(rows);
  for (let i = 0; i < rows; i++) best[i] = placeOfTop(values, i * columns, columns);
  return best;
}

/** Softmax of each row, in float64. */
export function softmaxRows({ values, rows, columns }: Matrix): Matrix {
  const out = new Float64Array(values);
  for (let i = 0; i < rows; i++) softmaxStretch(out, i * columns, columns);
  return { values: out, rows, columns };
}

/** Share of rows whose largest value stands in the labelled column, 0..1. */
export function accuracy(scores: Matrix, labels: Int32Array): number {
  return shareRight(argmaxRows(scores), labels);
}

/** Share of rows whose answer is the label, 0..1. */
export function shareRight(predicted: Int32Array, labels: Int32Array): number {
  let right = 0;
  for (let i = 0; i < predicted.length; i++) if (predicted[i] === labels[i]) right += 1;
  return right / predicted.length;
}

/** Whether every value is a finite number. */
export function allFinite(values: Floats): boolean {
  for (const value of values) if (!Number.isFinite(value)) return false;
  return true;
}

/** A copy of some rows, in the order given. */
export function takeRows({ values, columns }: Matrix, rows: Int32Array): Matrix {
  const out = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    out.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return { values: out, rows: rows.length, columns };
}

/** Mean of each column, `[columns]`. */
export function columnMeans({ values, rows, columns }: Matrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) addStretch(sums, values, i * columns);
  return sums.map((sum) => sum / rows);
}
