/**
 * The product that linear layers and convolutions are made of, in tiles of four rows and eight columns (four where no
 * more are left). Every number is the sum over k in ascending order, whatever tile it falls in, so results do not depend
 * on how many rows a batch has.
 */
import { madd, put } from './lanes';

/** c += instead of c = */
export const ADDS: i32 = 1;
/** Adds a bias to every row. */
export const BIAS: i32 = 2;
/** Negative results become 0. */
export const RELU: i32 = 4;

/** Up to eight numbers of a row of the result; NaN stays NaN under ReLU. */
function finish(at: usize, low: v128, high: v128, columns: i32, flags: i32, bias: usize): void {
  let first = low;
  let second = high;
  if (flags & ADDS) {
    first = f32x4.add(v128.load(at), first);
    second = f32x4.add(v128.load(at, 16), second);
  }
  if (flags & BIAS) {
    first = f32x4.add(first, v128.load(bias));
    second = f32x4.add(second, v128.load(bias, 16));
  }
  if (flags & RELU) {
    first = f32x4.max(first, f32x4.splat(0));
    second = f32x4.max(second, f32x4.splat(0));
  }
  if (columns >= 8) {
    v128.store(at, first);
    v128.store(at, second, 16);
  } else {
    put(at, first, columns);
    if (columns > 4) put(at + 16, second, columns - 4);
  }
}

/**
 * c[i, j] (+)= sum over s and k of a[i, s, k] b[s, k, j] (+ bias[j]) for rows `begin` to `end`. All steps in bytes: a's row i
 * lies at `a + (i / line) stepLine + (i % line) stepRow`, its segments `stepSegment` apart, the `length` numbers of each
 * `stepK`; b's row at `b + (s length + k) stepB`; c's at `c + i stepC`; the columns of b, c and the bias lie side by side.
 */
export function tiles(
  a: usize,
  stepRow: usize,
  line: i32,
  stepLine: usize,
  stepK: usize,
  segments: i32,
  stepSegment: usize,
  length: i32,
  b: usize,
  stepB: usize,
  c: usize,
  stepC: usize,
  begin: i32,
  end: i32,
  columns: i32,
  flags: i32,
  bias: usize,
): void {
  const stepLength = <usize>length * stepB;
  const toSegment = stepSegment - <usize>length * stepK;
  const inLine = begin % line;
  const first = a + <usize>(begin / line) * stepLine + <usize>inLine * stepRow;
  const firstEnd = first + <usize>(line - inLine) * stepRow;
  const toLine = stepLine - <usize>line * stepRow;
  // columns outside: the eight columns of b that are in use stay close to the processor
  for (let j = 0; j < columns; j += 8) {
    const across = (<usize>j) << 2;
    const left = columns - j;
    let row = first;
    let lineEnd = firstEnd;
    for (let i = begin; i < end; i += 4) {
      let a0 = row;
      let a1 = row + stepRow;
      let a2 = a1 + stepRow;
      let a3 = a2 + stepRow;
      if (a3 < lineEnd && i + 4 <= end) {
        row = a3 + stepRow;
        if (row === lineEnd) {
          row += toLine;
          lineEnd += stepLine;
        }
      } else {
        for (let r = 0; r < 4; r++) {
          // rows past the last are the last again, and are not stored
          if (r === 1) a1 = row;
          else if (r === 2) a2 = row;
          else if (r === 3) a3 = row;
          if (i + r + 1 >= end) continue;
          row += stepRow;
          if (row === lineEnd) {
            row += toLine;
            lineEnd += stepLine;
          }
        }
      }
      let pb = b + across;
      let c00 = f32x4.splat(0);
      let c10 = c00;
      let c20 = c00;
      let c30 = c00;
      let c01 = c00;
      let c11 = c00;
      let c21 = c00;
      let c31 = c00;
      for (let s = 0; s < segments; s++) {
        const segmentEnd = pb + stepLength;
        if (left > 4) {
          for (; pb < segmentEnd; pb += stepB) {
            const b0 = v128.load(pb);
            const b1 = v128.load(pb, 16);
            let x = v128.load32_splat(a0);
            c00 = madd(x, b0, c00);
            c01 = madd(x, b1, c01);
            x = v128.load32_splat(a1);
            c10 = madd(x, b0, c10);
            c11 = madd(x, b1, c11);
            x = v128.load32_splat(a2);
            c20 = madd(x, b0, c20);
            c21 = madd(x, b1, c21);
            x = v128.load32_splat(a3);
            c30 = madd(x, b0, c30);
            c31 = madd(x, b1, c31);
            a0 += stepK;
            a1 += stepK;
            a2 += stepK;
            a3 += stepK;
          }
        } else {
          for (; pb < segmentEnd; pb += stepB) {
            const b0 = v128.load(pb);
            c00 = madd(v128.load32_splat(a0), b0, c00);
            c10 = madd(v128.load32_splat(a1), b0, c10);
            c20 = madd(v128.load32_splat(a2), b0, c20);
            c30 = madd(v128.load32_splat(a3), b0, c30);
            a0 += stepK;
            a1 += stepK;
            a2 += stepK;
            a3 += stepK;
          }
        }
        a0 += toSegment;
        a1 += toSegment;
        a2 += toSegment;
        a3 += toSegment;
      }
      const last = end - 1 - i;
      const at = c + <usize>i * stepC + across;
      const added = bias + across;
      // most tiles are whole
      if (left >= 8 && last > 2) {
        if (flags & ADDS) {
          c00 = f32x4.add(v128.load(at), c00);
          c01 = f32x4.add(v128.load(at, 16), c01);
          c10 = f32x4.add(v128.load(at + stepC), c10);
          c11 = f32x4.add(v128.load(at + stepC, 16), c11);
          c20 = f32x4.add(v128.load(at + 2 * stepC), c20);
          c21 = f32x4.add(v128.load(at + 2 * stepC, 16), c21);
          c30 = f32x4.add(v128.load(at + 3 * stepC), c30);
          c31 = f32x4.add(v128.load(at + 3 * stepC, 16), c31);
        }
        if (flags & BIAS) {
          const bias0 = v128.load(added);
          const bias1 = v128.load(added, 16);
          c00 = f32x4.add(c00, bias0);
          c01 = f32x4.add(c01, bias1);
          c10 = f32x4.add(c10, bias0);
          c11 = f32x4.add(c11, bias1);
          c20 = f32x4.add(c20, bias0);
          c21 = f32x4.add(c21, bias1);
          c30 = f32x4.add(c30, bias0);
          c31 = f32x4.add(c31, bias1);
        }
        if (flags & RELU) {
          const none = f32x4.splat(0);
          c00 = f32x4.max(c00, none);
          c01 = f32x4.max(c01, none);
          c10 = f32x4.max(c10, none);
          c11 = f32x4.max(c11, none);
          c20 = f32x4.max(c20, none);
          c21 = f32x4.max(c21, none);
          c30 = f32x4.max(c30, none);
          c31 = f32x4.max(c31, none);
        }
        v128.store(at, c00);
        v128.store(at, c01, 16);
        v128.store(at + stepC, c10);
        v128.store(at + stepC, c11, 16);
        v128.store(at + 2 * stepC, c20);
        v128.store(at + 2 * stepC, c21, 16);
        v128.store(at + 3 * stepC, c30);
        v128.store(at + 3 * stepC, c31, 16);
        continue;
      }
      finish(at, c00, c01, left, flags, added);
      if (last > 0) finish(at + stepC, c10, c11, left, flags, added);
      if (last > 1) finish(at + 2 * stepC, c20, c21, left, flags, added);
      if (last > 2) finish(at + 3 * stepC, c30, c31, left, flags, added);
    }
  }
}

/**
 * c[i, j] (+)= sum over s and k of a[s, k, i] b[s, k, j], the gradient of a weight: a's numbers of one k lie side by side,
 * the next k `stepK` bytes on, the next segment `stepSegment`; the rest as in `tiles`.
 */
export function outerProduct(
  a: usize,
  stepK: usize,
  segments: i32,
  stepSegment: usize,
  length: i32,
  b: usize,
  stepB: usize,
  c: usize,
  stepC: usize,
  rows: i32,
  columns: i32,
  flags: i32,
): void {
  tiles(
    a,
    4,
    rows,
    0,
    stepK,
    segments,
    stepSegment,
    length,
    b,
    stepB,
    c,
    stepC,
    0,
    rows,
    columns,
    flags,
    0,
  );
}

/** Numbers of a's rows that are worked on at a time: what stays close to the processor while b's columns go by. */
const NEAR: i32 = 8192;

/**
 * c[i, j] (+)= sum over s and k of a[i, s, k] b[s, k, j] (+ bias[j]): a matrix with one segment, or the pixels of an image
 * with the three lines under a kernel as segments. The `length` numbers of a segment lie side by side; the rest as in
 * `tiles`.
 */
export function product(
  a: usize,
  stepRow: usize,
  line: i32,
  stepLine: usize,
  segments: i32,
  stepSegment: usize,
  length: i32,
  b: usize,
  stepB: usize,
  c: usize,
  stepC: usize,
  rows: i32,
  columns: i32,
  flags: i32,
  bias: usize,
): void {
  const most = max(4, (NEAR / (segments * length)) & ~3);
  for (let begin = 0; begin < rows; begin += most) {
    tiles(
      a,
      stepRow,
      line,
      stepLine,
      4,
      segments,
      stepSegment,
      length,
      b,
      stepB,
      c,
      stepC,
      begin,
      min(rows, begin + most),
      columns,
      flags,
      bias,
    );
  }
}

/** out `[columns, rows]` = x `[rows, columns]` turned. */
export function transpose(x: usize, rows: i32, columns: i32, out: usize): void {
  const stepX = (<usize>columns) << 2;
  const stepOut = (<usize>rows) << 2;
  for (let i = 0; i < rows; i += 4) {
    const left = rows - i;
    const x0 = x + <usize>i * stepX;
    const x1 = x0 + <usize>min(1, left - 1) * stepX;
    const x2 = x0 + <usize>min(2, left - 1) * stepX;
    const x3 = x0 + <usize>min(3, left - 1) * stepX;
    for (let j = 0; j < columns; j += 4) {
      const at = (<usize>j) << 2;
      const r0 = v128.load(x0 + at);
      const r1 = v128.load(x1 + at);
      const r2 = v128.load(x2 + at);
      const r3 = v128.load(x3 + at);
      const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5);
      const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
      const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7);
      const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
      const to = out + <usize>j * stepOut + ((<usize>i) << 2);
      const more = columns - j;
      put(to, i64x2.shuffle(low01, low23, 0, 2), left);
      if (more > 1) put(to + stepOut, i64x2.shuffle(low01, low23, 1, 3), left);
      if (more > 2) put(to + 2 * stepOut, i64x2.shuffle(high01, high23, 0, 2), left);
      if (more > 3) put(to + 3 * stepOut, i64x2.shuffle(high01, high23, 1, 3), left);
    }
  }
}

/** out[j] (+)= sum over rows of x[row, j], rows in ascending order. */
export function columnSums(x: usize, rows: i32, columns: i32, adds: bool, out: usize): void {
  const step = (<usize>columns) << 2;
  for (let j = 0; j < columns; j += 4) {
    const across = (<usize>j) << 2;
    let at = x + across;
    const end = at + <usize>rows * step;
    let sums = f32x4.splat(0);
    for (; at < end; at += step) sums = f32x4.add(sums, v128.load(at));
    if (adds) sums = f32x4.add(v128.load(out + across), sums);
    put(out + across, sums, columns - j);
  }
}
