/**
 * Products and sums of whole vectors of float64, the innermost loops of the measures. Only here are numbers read
 * without a check of their place, because the lengths are known to fit: in a dot product the check costs half as much
 * again. Imports nothing.
 */

/** Sum of a_i b_i, one after the other. @param b as long as `a`. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The same with a stretch of a longer vector. @param b has as many numbers as `a` from place `at` on. */
export function dotAt(a: Float64Array, b: Float64Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[at + i] as number);
  return sum;
}

/** The sum of `dot` kept in four parts, so that no addition waits for the one before it: other last digits, twice as quick. */
export function dotInParts(a: Float64Array, b: Float64Array): number {
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

/** a + scale b, a new vector. @param b as long as `a`. */
export function plusScaled(a: Float64Array, scale: number, b: Float64Array): Float64Array {
  return a.map((value, i) => value + scale * (b[i] as number));
}
