/**
 * The plane in which points spread most: the first two principal axes, by orthogonal iteration on the smaller of
 * covariance and Gram matrix. And how to turn one flat picture so that it lies best on another.
 */
import { columnMeans, type Matrix } from './matrix';
import { addAt, numberAt } from './numbers';
import { dot, gramInParts } from './vectors';

/** Iterations at most; far more than well-separated axes need. */
const MOST_ITERATIONS = 300;
/** An axis that moves less than this between two iterations stands. */
const STILL = 1e-10;
/** A vector of which less than this is left, once the others' share is taken out, is rounding and no axis. */
const NOTHING_LEFT = 1e-8;
/** Axes iterated beside the two that are asked for: they take up what would slow these down. */
const SPARE_AXES = 2;

/** Points in a plane. */
export interface PlanePoints {
  /** `[points, 2]`, row-major. */
  readonly points: Float64Array;
  /** Share of the points' whole variance that lies in the plane, 0..1; 0 where all points coincide. */
  readonly share: number;
}

/** Centred copy of the values. */
function centred(source: Matrix): Float64Array {
  const means = columnMeans(source);
  return Float64Array.from(
    source.values,
    (value, k) => value - numberAt(means, k % source.columns),
  );
}

/** X X^T or X^T X, whichever is smaller, `[size, size]`. */
const smallProduct = (x: Float64Array, rows: number, columns: number): Float64Array =>
  rows <= columns ? productOfRows(x, rows, columns) : productOfColumns(x, rows, columns);

/** X X^T, of rows that may be thousands of numbers long. */
function productOfRows(x: Float64Array, rows: number, columns: number): Float64Array {
  const mean = gramInParts(x, rows, columns);
  const out = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = columns * numberAt(mean, i * rows + j);
      out[i * rows + j] = sum;
      out[j * rows + i] = sum;
    }
  }
  return out;
}

/** X^T X */
function productOfColumns(x: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let j = i; j < columns; j++) {
      let sum = 0;
      for (let k = 0; k < rows; k++) {
        sum += numberAt(x, i + k * columns) * numberAt(x, j + k * columns);
      }
      out[i * columns + j] = sum;
      out[j * columns + i] = sum;
    }
  }
  return out;
}

/** Makes the vectors orthonormal, in order (modified Gram-Schmidt); one without length left becomes zero. */
function orthonormalise(vectors: readonly Float64Array[]): void {
  vectors.forEach((vector, k) => {
    const before = Math.sqrt(dot(vector, vector));
    for (const axis of vectors.slice(0, k)) {
      const along = dot(vector, axis);
      axis.forEach((value, i) => {
        addAt(vector, i, -(along * value));
      });
    }
    const length = Math.sqrt(dot(vector, vector));
    vector.forEach((value, i) => {
      vector[i] = length > NOTHING_LEFT * before ? value / length : 0;
    });
  });
}

function times(square: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => dot(square.subarray(i * size, (i + 1) * size), vector));
}

/** Where the iteration starts: the same every time, and along no axis of its own. */
function start(size: number, k: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => Math.sin((i + 1) * (k + 1) * 1.3 + k));
}

/** The leading eigenvectors of a symmetric, non-negative matrix, and their eigenvalues. */
function leadingAxes(square: Float64Array, size: number) {
  const count = Math.min(size, 2 + SPARE_AXES);
  let axes = Array.from({ length: count }, (_, k) => start(size, k));
  orthonormalise(axes);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const moves = axes.map((before) => ({ before, after: times(square, before) }));
    axes = moves.map(({ after }) => after);
    orthonormalise(axes);
    const still = moves
      .slice(0, 2)
      .every(({ before, after }) => 1 - Math.abs(dot(after, before)) < STILL);
    if (still) break;
  }
  return axes.slice(0, 2).map((axis) => ({ axis, value: dot(axis, times(square, axis)) }));
}

/**
 * Projects the rows on their first two principal axes.
 * @returns one point per row, centred; the axis' sign is that of its largest projection.
 */
export function principalPlane(source: Matrix): PlanePoints {
  const { rows, columns } = source;
  const points = new Float64Array(rows * 2);
  const x = centred(source);
  const whole = dot(x, x);
  if (whole === 0) return { points, share: 0 };
  const byRows = rows <= columns;
  const size = Math.min(rows, columns);
  const axes = leadingAxes(smallProduct(x, rows, columns), size);
  axes.forEach(({ axis, value }, k) => {
    const projection = byRows
      ? axis.map((part) => part * Math.sqrt(Math.max(0, value)))
      : Float64Array.from({ length: rows }, (_, i) =>
          dot(x.subarray(i * columns, (i + 1) * columns), axis),
        );
    const largest = projection.reduce((most, p) => (Math.abs(p) > Math.abs(most) ? p : most), 0);
    const sign = largest < 0 ? -1 : 1;
    projection.forEach((value, i) => {
      points[i * 2 + k] = sign * value;
    });
  });
  const inPlane = axes.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  return { points, share: Math.min(1, inPlane / whole) };
}

/**
 * The points turned, or turned over, so that they lie as near as possible to `reference` (orthogonal Procrustes in the
 * plane, closed form). Distances between points stay.
 * @param reference `[points, 2]`, the same points elsewhere.
 */
export function laidOn(points: Float64Array, reference: Float64Array): Float64Array {
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [numberAt(points, i), numberAt(points, i + 1)];
    const [u, v] = [numberAt(reference, i), numberAt(reference, i + 1)];
    xx += x * u;
    xy += x * v;
    yx += y * u;
    yy += y * v;
  }
  // the best rotation and the best reflection, and what each gains
  const turn = Math.hypot(xx + yy, xy - yx);
  const flip = Math.hypot(xx - yy, xy + yx);
  const side = flip > turn ? -1 : 1;
  const angle = side > 0 ? Math.atan2(xy - yx, xx + yy) : Math.atan2(xy + yx, xx - yy);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const out = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [numberAt(points, i), numberAt(points, i + 1)];
    out[i] = cosine * x - side * sine * y;
    out[i + 1] = sine * x + side * cosine * y;
  }
  return out;
}
