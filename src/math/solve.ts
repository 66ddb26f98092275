/** Symmetric positive definite systems by Cholesky factorisation, in float64. */
import { numberAt } from './numbers';
import { divideBy, takeTimes } from './vectors';

/**
 * Solves A X = B in place of B.
 * @param a `[n, n]` row-major, symmetric positive definite; overwritten with its factor.
 * @param b `[n, columns]` row-major; overwritten with X.
 * @throws RangeError when A is not positive definite.
 */
export function solveSpd(a: Float64Array, b: Float64Array, n: number, columns: number): void {
  factorSpd(a, n);
  solveFactored(a, b, n, columns);
}

/**
 * Replaces the lower triangle of A by its Cholesky factor; the rest is neither read nor written.
 * @throws RangeError when A is not positive definite.
 */
export function factorSpd(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = numberAt(a, i * n + j);
      for (let k = 0; k < j; k++) sum -= numberAt(a, i * n + k) * numberAt(a, j * n + k);
      if (i === j) {
        if (!(sum > 0)) throw new RangeError('The matrix is not positive definite.');
        a[j * n + j] = Math.sqrt(sum);
      } else {
        a[i * n + j] = sum / numberAt(a, j * n + j);
      }
    }
  }
}

/** Solves A X = B in place of B. @param a what `factorSpd` left. @param b `[n, columns]` row-major. */
export function solveFactored(a: Float64Array, b: Float64Array, n: number, columns: number): void {
  if (columns === 1) solveOne(a, b, n);
  else solveRows(a, b, n, columns);
}

function solveOne(a: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    let sum = numberAt(b, i);
    for (let k = 0; k < i; k++) sum -= numberAt(a, i * n + k) * numberAt(b, k);
    b[i] = sum / numberAt(a, i * n + i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = numberAt(b, i);
    for (let k = i + 1; k < n; k++) sum -= numberAt(a, k * n + i) * numberAt(b, k);
    b[i] = sum / numberAt(a, i * n + i);
  }
}

/** The same of many columns, a row of all of them at a time, for they lie beside each other. */
function solveRows(a: Float64Array, b: Float64Array, n: number, columns: number): void {
  const less = (i: number, k: number, factor: number) =>
    takeTimes(b, i * columns, k * columns, factor, columns);
  const divided = (i: number) => divideBy(b, i * columns, numberAt(a, i * n + i), columns);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) less(i, k, numberAt(a, i * n + k));
    divided(i);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) less(i, k, numberAt(a, k * n + i));
    divided(i);
  }
}
