/**
 * Products of a tall matrix with a few rows of weights, and back: nearly all that fitting a probe costs. Four columns
 * and two rows at a time, so that every number that is fetched is used several times and no sum waits for the one
 * before it. Places are known to fit and are not checked, as in vectors.ts. Imports nothing.
 */

/** A part of the rows of a matrix X `[rows, width]`, row-major. */
export interface Rows {
  readonly x: Float64Array;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

/** out[i, k] = x_i . w_k for rows from..to. @param w `[outs, width]`. @param out `[to - from, outs]`. */
export function rowsTimes(
  { x, width, from, to }: Rows,
  w: Float64Array,
  outs: number,
  out: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const row = i * width;
    const at = (i - from) * outs;
    let k = 0;
    for (; k + 3 < outs; k += 4) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      let w0 = k * width;
      let w1 = w0 + width;
      let w2 = w1 + width;
      let w3 = w2 + width;
      for (let own = row; own < row + width; own++) {
        const value = x[own] as number;
        s0 += value * (w[w0++] as number);
        s1 += value * (w[w1++] as number);
        s2 += value * (w[w2++] as number);
        s3 += value * (w[w3++] as number);
      }
      out[at + k] = s0;
      out[at + k + 1] = s1;
      out[at + k + 2] = s2;
      out[at + k + 3] = s3;
    }
    for (; k < outs; k++) {
      let sum = 0;
      for (let d = 0; d < width; d++) sum += (x[row + d] as number) * (w[k * width + d] as number);
      out[at + k] = sum;
    }
  }
}

/** into[k, d] += sum over rows from..to of e[i, k] x[i, d]. @param e `[to - from, outs]`. @param into `[outs, width]`. */
export function addOuter(
  { x, width, from, to }: Rows,
  e: Float64Array,
  outs: number,
  into: Float64Array,
): void {
  let k = 0;
  for (; k + 1 < outs; k += 2) {
    const [g0, g1] = [k * width, (k + 1) * width];
    let d = 0;
    for (; d + 3 < width; d += 4) {
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      let at = from * width + d;
      let own = k;
      for (let i = from; i < to; i++) {
        const ea = e[own] as number;
        const eb = e[own + 1] as number;
        const x0 = x[at] as number;
        const x1 = x[at + 1] as number;
        const x2 = x[at + 2] as number;
        const x3 = x[at + 3] as number;
        own += outs;
        at += width;
        a0 += ea * x0;
        a1 += ea * x1;
        a2 += ea * x2;
        a3 += ea * x3;
        b0 += eb * x0;
        b1 += eb * x1;
        b2 += eb * x2;
        b3 += eb * x3;
      }
      into[g0 + d] = (into[g0 + d] as number) + a0;
      into[g0 + d + 1] = (into[g0 + d + 1] as number) + a1;
      into[g0 + d + 2] = (into[g0 + d + 2] as number) + a2;
      into[g0 + d + 3] = (into[g0 + d + 3] as number) + a3;
      into[g1 + d] = (into[g1 + d] as number) + b0;
      into[g1 + d + 1] = (into[g1 + d + 1] as number) + b1;
      into[g1 + d + 2] = (into[g1 + d + 2] as number) + b2;
      into[g1 + d + 3] = (into[g1 + d + 3] as number) + b3;
    }
    for (; d < width; d++) {
      let [a, b] = [0, 0];
      for (let i = from; i < to; i++) {
        const value = x[i * width + d] as number;
        a += (e[(i - from) * outs + k] as number) * value;
        b += (e[(i - from) * outs + k + 1] as number) * value;
      }
      into[g0 + d] = (into[g0 + d] as number) + a;
      into[g1 + d] = (into[g1 + d] as number) + b;
    }
  }
  for (; k < outs; k++) {
    for (let d = 0; d < width; d++) {
      let sum = 0;
      for (let i = from; i < to; i++) {
        sum += (e[(i - from) * outs + k] as number) * (x[i * width + d] as number);
      }
      into[k * width + d] = (into[k * width + d] as number) + sum;
    }
  }
}
