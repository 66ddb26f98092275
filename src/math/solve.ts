/** Symmetric positive definite systems by Cholesky factorisation, in float64. Imports nothing. */

/**
 * Solves A X = B in place of B.
 * @param a `[n, n]` row-major, symmetric positive definite; overwritten with its factor.
 * @param b `[n, columns]` row-major; overwritten with X.
 * @throws RangeError when A is not positive definite.
 */
export function solveSpd(a: Float64Array, b: Float64Array, n: number, columns: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] as number) * (a[j * n + k] as number);
      if (i === j) {
        if (!(sum > 0)) throw new RangeError('The matrix is not positive definite.');
        a[j * n + j] = Math.sqrt(sum);
      } else {
        a[i * n + j] = sum / (a[j * n + j] as number);
      }
    }
  }
  for (let c = 0; c < columns; c++) {
    for (let i = 0; i < n; i++) {
      let sum = b[i * columns + c] as number;
      for (let k = 0; k < i; k++) sum -= (a[i * n + k] as number) * (b[k * columns + c] as number);
      b[i * columns + c] = sum / (a[i * n + i] as number);
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i * columns + c] as number;
      for (let k = i + 1; k < n; k++)
        sum -= (a[k * n + i] as number) * (b[k * columns + c] as number);
      b[i * columns + c] = sum / (a[i * n + i] as number);
    }
  }
}
