/**
 * What is asked of every number of a feature matrix: whose class centroid is the nearest, dimension by dimension, and
 * rows of some dimensions at unit length. Inner loops, whose places are known to fit and are not checked (vectors.ts).
 */
import type { Matrix } from './matrix';

/** As in PyTorch's `normalize(eps=1e-6)`. */
const NORM_FLOOR = 1e-6;

/**
 * Of each column, how many numbers lie nearest to the centroid of their own class; of equal distances, which are
 * compared in float32, the lowest class has it. A search among all classes ends at the first that is nearer.
 * @param labels `[rows]`. @param centroids `[classes, columns]`, NaN for a class without samples.
 * @returns `[columns]`
 */
export function nearestToOwn(
  { values, rows, columns }: Matrix,
  labels: Int32Array,
  centroids: Float64Array,
  classes: number,
): Float64Array {
  const right = new Float64Array(columns);
  const ofColumn = new Float64Array(classes);
  for (let d = 0; d < columns; d++) {
    for (let c = 0; c < classes; c++) ofColumn[c] = centroids[c * columns + d] as number;
    let count = 0;
    for (let i = 0; i < rows; i++) {
      const label = labels[i] as number;
      const value = values[i * columns + d] as number;
      const own = Math.abs(Math.fround(value - (ofColumn[label] as number)));
      let isNearest = own < Number.POSITIVE_INFINITY;
      for (let c = 0; isNearest && c < label; c++) {
        isNearest = !(Math.abs(Math.fround(value - (ofColumn[c] as number))) <= own);
      }
      for (let c = label + 1; isNearest && c < classes; c++) {
        isNearest = !(Math.abs(Math.fround(value - (ofColumn[c] as number))) < own);
      }
      if (isNearest) count += 1;
    }
    right[d] = count;
  }
  return right;
}

/** Rows restricted to some dimensions, at unit length; `[rows, dimensions.length]`. */
export function unitRows(
  { values, rows, columns }: Matrix,
  dimensions: readonly number[],
): Float64Array {
  const width = dimensions.length;
  const places = Int32Array.from(dimensions);
  const out = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    let square = 0;
    for (let k = 0; k < width; k++) {
      const value = values[i * columns + (places[k] as number)] as number;
      out[i * width + k] = value;
      square += value * value;
    }
    const length = Math.max(Math.sqrt(square), NORM_FLOOR);
    for (let k = i * width; k < (i + 1) * width; k++) out[k] = (out[k] as number) / length;
  }
  return out;
}
