/**
 * Products and sums of whole vectors of float64, the innermost loops of the measures. Only here are numbers read
 * without a check of their place, because the lengths are known to fit: in a dot product the check costs half as much
 * again. Imports a type.
 */
import type { Floats } from './numbers';

/** Sum of a_i b_i, one after the other. @param b as long as `a`. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Sum of (a_i - b_i)^2 over `width` numbers of each, from a place of each on. */
export function squaredDistance(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  width: number,
): number {
  let sum = 0;
  for (let i = 0; i < width; i++) {
    const difference = (a[atA + i] as number) - (b[atB + i] as number);
    sum += difference * difference;
  }
  return sum;
}

/**
 * Products of every column with itself and those before it, divided by their length: the lower triangle of a mean Gram
 * matrix. Each sum is kept in four parts, so that no addition waits for the one before it, and two columns are gone
 * through at once.
 * @param x `[columns, rows]`. @returns `[columns, columns]`, nothing above the diagonal.
 */
export function gramInParts(x: Float64Array, columns: number, rows: number): Float64Array {
  const gram = new Float64Array(columns * columns);
  const whole = rows - (rows % 4);
  for (let d = 0; d < columns; d++) {
    const own = d * rows;
    let k = 0;
    for (; k < d; k += 2) {
      let a = k * rows;
      let b = a + rows;
      // one by one: taken out of a list, engines keep them as objects, and it is seven times as slow
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      let at = own;
      for (; at < own + whole; at += 4, a += 4, b += 4) {
        const x0 = x[at] as number;
        const x1 = x[at + 1] as number;
        const x2 = x[at + 2] as number;
        const x3 = x[at + 3] as number;
        a0 += x0 * (x[a] as number);
        a1 += x1 * (x[a + 1] as number);
        a2 += x2 * (x[a + 2] as number);
        a3 += x3 * (x[a + 3] as number);
        b0 += x0 * (x[b] as number);
        b1 += x1 * (x[b + 1] as number);
        b2 += x2 * (x[b + 2] as number);
        b3 += x3 * (x[b + 3] as number);
      }
      for (; at < own + rows; at++, a++, b++) {
        const value = x[at] as number;
        a0 += value * (x[a] as number);
        b0 += value * (x[b] as number);
      }
      gram[d * columns + k] = (a0 + a1 + (a2 + a3)) / rows;
      gram[d * columns + k + 1] = (b0 + b1 + (b2 + b3)) / rows;
    }
    if (k > d) continue;
    const column = x.subarray(own, own + rows);
    gram[d * columns + d] = dotInParts(column, column) / rows;
  }
  return gram;
}

/** The sum of `dot` kept in four parts: other last digits, twice as quick. */
export function dotInParts(a: Float64Array, b: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
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
  // a loop, for `map` calls a function for each number, which takes several times as long
  const sum = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) sum[i] = (a[i] as number) + scale * (b[i] as number);
  return sum;
}

/** into_d += the number at place `at` + d of a longer vector. @param from has as many numbers as `into` from there on. */
export function addStretch(into: Float64Array, from: Floats, at: number): void {
  for (let d = 0; d < into.length; d++) into[d] = (into[d] as number) + (from[at + d] as number);
}

/** Which of `count` numbers from place `at` on is the largest, from 0; the first of several. */
export function placeOfTop(values: Floats, at: number, count: number): number {
  let place = 0;
  let top = values[at] as number;
  for (let c = 1; c < count; c++) {
    const value = values[at + c] as number;
    if (value > top) {
      place = c;
      top = value;
    }
  }
  return place;
}

/** Replaces `count` numbers from place `at` on by their softmax. */
export function softmaxStretch(values: Float64Array, at: number, count: number): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let c = at; c < at + count; c++) {
    const value = values[c] as number;
    if (value > top) top = value;
  }
  let total = 0;
  for (let c = at; c < at + count; c++) {
    const e = Math.exp((values[c] as number) - top);
    values[c] = e;
    total += e;
  }
  for (let c = at; c < at + count; c++) values[c] = (values[c] as number) / total;
}

/** into_k += values_k / by. @param values as long as `into`. */
export function addDivided(into: Float64Array, values: Floats, by: number): void {
  for (let k = 0; k < into.length; k++) into[k] = (into[k] as number) + (values[k] as number) / by;
}

/**
 * Every row times a number of its own, added. @param into `[rows, columns]`. @param values the same.
 * @param factors `[rows, of]`; the column `k` of them is taken.
 */
export function addRowsTimes(
  into: Float64Array,
  values: Floats,
  { factors, of, k }: { readonly factors: Floats; readonly of: number; readonly k: number },
): void {
  const rows = factors.length / of;
  const columns = into.length / rows;
  for (let i = 0; i < rows; i++) {
    const factor = factors[i * of + k] as number;
    for (let at = i * columns; at < (i + 1) * columns; at++) {
      into[at] = (into[at] as number) + factor * (values[at] as number);
    }
  }
}

/** Sum of exp((value - top) / temperature) over `count` numbers from place `at` on. */
export function sumOfExp(
  values: Float64Array,
  {
    at,
    count,
    top,
    temperature,
  }: {
    readonly at: number;
    readonly count: number;
    readonly top: number;
    readonly temperature: number;
  },
): number {
  let total = 0;
  for (let k = at; k < at + count; k++) {
    total += Math.exp(((values[k] as number) - top) / temperature);
  }
  return total;
}

/** A row of a matrix less another row times a factor. @param own, other where they begin. @param count their length. */
export function takeTimes(
  values: Float64Array,
  own: number,
  other: number,
  factor: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    values[own + k] = (values[own + k] as number) - factor * (values[other + k] as number);
  }
}

/** A row of a matrix, which begins at `at`, divided by a number. */
export function divideBy(values: Float64Array, at: number, by: number, count: number): void {
  for (let k = at; k < at + count; k++) values[k] = (values[k] as number) / by;
}

/** Cosine of two vectors; null where one has no length. @param b as long as `a`. */
export function cosine(a: Floats, b: Floats): number | null {
  let product = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (let k = 0; k < a.length; k++) {
    const x = a[k] as number;
    const y = b[k] as number;
    product += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  return lengthA > 0 && lengthB > 0 ? product / Math.sqrt(lengthA * lengthB) : null;
}
