/** Power spectrum by a radix-2 Fourier transform; small and exact enough for windows of speech. Imports nothing. */

/**
 * Squared magnitudes of a real signal's transform, unscaled.
 * @param signal a power of two of numbers, left as it is.
 * @returns bins 0 .. n/2.
 */
export function powerSpectrum(signal: Float32Array | Float64Array): Float64Array {
  const n = signal.length;
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  const bits = Math.log2(n);
  if (!Number.isInteger(bits) || n < 4)
    throw new RangeError(`${n} is not a power of two from 4 on`);
  const cosines = cosinesOf(n);
  for (let i = 0; i < n; i++) {
    let mirrored = 0;
    for (let bit = 0; bit < bits; bit++) mirrored |= ((i >> bit) & 1) << (bits - 1 - bit);
    re[mirrored] = signal[i] as number;
  }
  for (let size = 2; size <= n; size *= 2) {
    const half = size / 2;
    for (let k = 0; k < half; k++) {
      const cos = cosines[(k * n) / size] as number;
      const sin = cosines[((k * n) / size + n / 4) % n] as number;
      for (let a = k; a < n; a += size) {
        const b = a + half;
        const xr = re[b] as number;
        const xi = im[b] as number;
        const tr = xr * cos - xi * sin;
        const ti = xr * sin + xi * cos;
        re[b] = (re[a] as number) - tr;
        im[b] = (im[a] as number) - ti;
        re[a] = (re[a] as number) + tr;
        im[a] = (im[a] as number) + ti;
      }
    }
  }
  return Float64Array.from(
    { length: n / 2 + 1 },
    (_, k) => (re[k] as number) ** 2 + (im[k] as number) ** 2,
  );
}

const tables = new Map<number, Float64Array>();

/** cos(2 pi j / n) for j in 0..n-1; a quarter further on lies minus the sine. */
function cosinesOf(n: number): Float64Array {
  let table = tables.get(n);
  if (!table) {
    table = Float64Array.from({ length: n }, (_, j) => Math.cos((2 * Math.PI * j) / n));
    tables.set(n, table);
  }
  return table;
}
