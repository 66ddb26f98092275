/**
 * What is asked of every number of a feature matrix: whose class centroid is the nearest, dimension by dimension, and
 * rows of some dimensions at unit length. Inner loops, whose places are known to fit and are not checked (vectors.ts).
 */
import type { Matrix } from './matrix';

/** As in PyTorch's `normalize(eps=1e-6)`. */
const NORM_FLOOR = 1e-6;

/**
 * Of each column, how many numbers lie nearest to the centroid of their own class; of equal distances, which are
 * compared in float32, the lowest class has it. A number's own centroid is compared with the two beside it on the
 * line: those farther out are farther away. Only where one of them is as near are all classes looked at.
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
  const { below, above } = neighbours(centroids, classes, columns);
  for (let i = 0; i < rows; i++) {
    const label = labels[i] as number;
    for (let d = 0; d < columns; d++) {
      const value = values[i * columns + d] as number;
      const at = label * columns + d;
      const own = Math.abs(Math.fround(value - (centroids[at] as number)));
      const lower = Math.abs(Math.fround(value - (below[at] as number)));
      const upper = Math.abs(Math.fround(value - (above[at] as number)));
      if (lower < own || upper < own || !(own < Number.POSITIVE_INFINITY)) continue;
      const isTied = lower === own || upper === own;
      if (isTied && !isNearest(value, label, centroids, columns, d)) continue;
      right[d] = (right[d] as number) + 1;
    }
  }
  return right;
}

/** Whether no class is nearer, and none before it as near. */
function isNearest(
  value: number,
  label: number,
  centroids: Float64Array,
  columns: number,
  d: number,
): boolean {
  const distance = (at: number) => Math.abs(Math.fround(value - (centroids[at] as number)));
  const own = distance(label * columns + d);
  for (let at = d; at < centroids.length; at += columns) {
    const other = distance(at);
    if (other < own || (other === own && at < label * columns + d)) return false;
  }
  return true;
}

/** Of every class and column the centroid that comes before it on the line, and after it; NaN where there is none. */
function neighbours(centroids: Float64Array, classes: number, columns: number) {
  const below = new Float64Array(classes * columns).fill(Number.NaN);
  const above = below.slice();
  for (let d = 0; d < columns; d++) {
    const order = Array.from({ length: classes }, (_, c) => c * columns + d)
      .filter((at) => !Number.isNaN(centroids[at]))
      .sort((a, b) => (centroids[a] as number) - (centroids[b] as number));
    order.forEach((at, place) => {
      const before = order[place - 1];
      const after = order[place + 1];
      if (before !== undefined) below[at] = centroids[before] as number;
      if (after !== undefined) above[at] = centroids[after] as number;
    });
  }
  return { below, above };
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

/** Sums of the rows of each class. @param unit `[rows, width]`. @param labels `[rows]`. @returns `[classes, width]`. */
export function sumsByClass(unit: Float64Array, labels: Int32Array, classes: number): Float64Array {
  const width = unit.length / labels.length;
  const sums = new Float64Array(classes * width);
  for (let i = 0; i < labels.length; i++) {
    const at = (labels[i] as number) * width;
    for (let k = 0; k < width; k++) {
      sums[at + k] = (sums[at + k] as number) + (unit[i * width + k] as number);
    }
  }
  return sums;
}

/** Sums of u_i . v_i over the rows of each class. @param u, v `[rows, width]`. @returns `[classes]`. */
export function productsByClass(
  u: Float64Array,
  v: Float64Array,
  labels: Int32Array,
  classes: number,
): Float64Array {
  const width = u.length / labels.length;
  const sums = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) {
    const c = labels[i] as number;
    let sum = sums[c] as number;
    for (let k = i * width; k < (i + 1) * width; k++) sum += (u[k] as number) * (v[k] as number);
    sums[c] = sum;
  }
  return sums;
}
