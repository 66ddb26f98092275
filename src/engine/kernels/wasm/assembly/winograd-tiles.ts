/**
 * What goes in and out of the products of winograd.ts: kernels, pixels and gradients are spread to 16 places, results and
 * kernels' gradients gathered from them. G, B, A are the paper's matrices (Lavin & Gray 2016), each applied down the columns and then
 * along the rows. Channels are whole fours.
 */
import { ADDS, BIAS, RELU } from './product';

/** out[place][k] = G g G^T of each kernel g, `[3, 3, count]` with `count` pairs of channels. */
export function spreadKernel(kernel: usize, count: i32, out: usize): void {
  const step = (<usize>count) << 2;
  const halves = f32x4.splat(0.5);
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    // down the columns of the kernel, one after the other; then along the rows of what that gives
    for (let column = 0; column < 3; column++) {
      const g = kernel + <usize>column * step + at;
      const g0 = v128.load(g);
      const g1 = v128.load(g + 3 * step);
      const g2 = v128.load(g + 6 * step);
      const ends = f32x4.mul(halves, f32x4.add(g0, g2));
      const middle = f32x4.mul(halves, g1);
      const to = out + <usize>column * step + at;
      v128.store(to, g0);
      v128.store(to + 4 * step, f32x4.add(ends, middle));
      v128.store(to + 8 * step, f32x4.sub(ends, middle));
      v128.store(to + 12 * step, g2);
    }
    for (let row = 0; row < 4; row++) {
      const to = out + <usize>(4 * row) * step + at;
      const g0 = v128.load(to);
      const g1 = v128.load(to + step);
      const g2 = v128.load(to + 2 * step);
      const ends = f32x4.mul(halves, f32x4.add(g0, g2));
      const middle = f32x4.mul(halves, g1);
      v128.store(to + step, f32x4.add(ends, middle));
      v128.store(to + 2 * step, f32x4.sub(ends, middle));
      v128.store(to + 3 * step, g2);
    }
  }
}

/** kernel (+)= G^T u G, the gradient of a kernel from that of what it is spread to; u is overwritten. */
export function gatherKernel(u: usize, count: i32, adds: bool, kernel: usize): void {
  const step = (<usize>count) << 2;
  const halves = f32x4.splat(0.5);
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    for (let column = 0; column < 4; column++) {
      const from = u + <usize>column * step + at;
      const u1 = f32x4.mul(halves, v128.load(from + 4 * step));
      const u2 = f32x4.mul(halves, v128.load(from + 8 * step));
      const both = f32x4.add(u1, u2);
      v128.store(from, f32x4.add(v128.load(from), both));
      v128.store(from + 4 * step, f32x4.sub(u1, u2));
      v128.store(from + 8 * step, f32x4.add(both, v128.load(from + 12 * step)));
    }
    for (let row = 0; row < 3; row++) {
      const from = u + <usize>(4 * row) * step + at;
      const u1 = f32x4.mul(halves, v128.load(from + step));
      const u2 = f32x4.mul(halves, v128.load(from + 2 * step));
      const both = f32x4.add(u1, u2);
      let g0 = f32x4.add(v128.load(from), both);
      let g1 = f32x4.sub(u1, u2);
      let g2 = f32x4.add(both, v128.load(from + 3 * step));
      const to = kernel + <usize>(3 * row) * step + at;
      if (adds) {
        g0 = f32x4.add(v128.load(to), g0);
        g1 = f32x4.add(v128.load(to + step), g1);
        g2 = f32x4.add(v128.load(to + 2 * step), g2);
      }
      v128.store(to, g0);
      v128.store(to + step, g1);
      v128.store(to + 2 * step, g2);
    }
  }
}

/** A row of B^T d B from what the four columns of pixels gave for it. */
function storePixels(to: usize, step: usize, a: v128, b: v128, c: v128, e: v128): void {
  v128.store(to, f32x4.sub(a, c));
  v128.store(to + step, f32x4.add(b, c));
  v128.store(to + 2 * step, f32x4.sub(c, b));
  v128.store(to + 3 * step, f32x4.sub(b, e));
}

/**
 * out[place][tile][k] = B^T d B of the 4x4 pixels d under each of a row of tiles. Neighbours share two columns of pixels,
 * which are gone through once.
 * @param from the first tile's upper left pixel. @param step bytes from place to place.
 */
export function spreadPixels(
  from: usize,
  line: usize,
  channels: i32,
  tiles: i32,
  out: usize,
  step: usize,
): void {
  const pixel = (<usize>channels) << 2;
  for (let k = 0; k < channels; k += 4) {
    let at = from + ((<usize>k) << 2);
    let to = out + ((<usize>k) << 2);
    let d0 = v128.load(at);
    let d1 = v128.load(at + line);
    let d2 = v128.load(at + 2 * line);
    let d3 = v128.load(at + 3 * line);
    let a0 = f32x4.sub(d0, d2);
    let a1 = f32x4.add(d1, d2);
    let a2 = f32x4.sub(d2, d1);
    let a3 = f32x4.sub(d1, d3);
    at += pixel;
    d0 = v128.load(at);
    d1 = v128.load(at + line);
    d2 = v128.load(at + 2 * line);
    d3 = v128.load(at + 3 * line);
    let b0 = f32x4.sub(d0, d2);
    let b1 = f32x4.add(d1, d2);
    let b2 = f32x4.sub(d2, d1);
    let b3 = f32x4.sub(d1, d3);
    for (let tile = 0; tile < tiles; tile++) {
      at += pixel;
      d0 = v128.load(at);
      d1 = v128.load(at + line);
      d2 = v128.load(at + 2 * line);
      d3 = v128.load(at + 3 * line);
      const c0 = f32x4.sub(d0, d2);
      const c1 = f32x4.add(d1, d2);
      const c2 = f32x4.sub(d2, d1);
      const c3 = f32x4.sub(d1, d3);
      at += pixel;
      d0 = v128.load(at);
      d1 = v128.load(at + line);
      d2 = v128.load(at + 2 * line);
      d3 = v128.load(at + 3 * line);
      let place = to;
      let e = f32x4.sub(d0, d2);
      storePixels(place, step, a0, b0, c0, e);
      a0 = c0;
      b0 = e;
      place += 4 * step;
      e = f32x4.add(d1, d2);
      storePixels(place, step, a1, b1, c1, e);
      a1 = c1;
      b1 = e;
      place += 4 * step;
      e = f32x4.sub(d2, d1);
      storePixels(place, step, a2, b2, c2, e);
      a2 = c2;
      b2 = e;
      place += 4 * step;
      e = f32x4.sub(d1, d3);
      storePixels(place, step, a3, b3, c3, e);
      a3 = c3;
      b3 = e;
      to += pixel;
    }
  }
}

/** The four numbers that two of a row's or column's results are spread to: themselves, their sum and their difference. */
function storeSpread(to: usize, step: usize, first: v128, second: v128): void {
  v128.store(to, first);
  v128.store(to + step, f32x4.add(first, second));
  v128.store(to + 2 * step, f32x4.sub(first, second));
  v128.store(to + 3 * step, f32x4.neg(second));
}

/** out[place][tile][k] = A y A^T of the 2x2 gradients y on each of a row of tiles. */
export function spreadGradients(
  from: usize,
  line: usize,
  channels: i32,
  tiles: i32,
  out: usize,
  step: usize,
): void {
  const pixel = (<usize>channels) << 2;
  let at = from;
  let to = out;
  for (let tile = 0; tile < tiles; tile++) {
    for (let k = 0; k < channels; k += 4) {
      const y0 = v128.load(at);
      const y1 = v128.load(at + pixel);
      const z0 = v128.load(at + line);
      const z1 = v128.load(at + line + pixel);
      storeSpread(to, step, y0, y1);
      storeSpread(to + 4 * step, step, f32x4.add(y0, z0), f32x4.add(y1, z1));
      storeSpread(to + 8 * step, step, f32x4.sub(y0, z0), f32x4.sub(y1, z1));
      storeSpread(to + 12 * step, step, f32x4.neg(z0), f32x4.neg(z1));
      at += 16;
      to += 16;
    }
    at += pixel;
  }
}

/** One result, four channels of it. */
function put4(at: usize, value: v128, flags: i32, bias: usize): void {
  let result = value;
  if (flags & ADDS) result = f32x4.add(v128.load(at), result);
  if (flags & BIAS) result = f32x4.add(result, v128.load(bias));
  if (flags & RELU) result = f32x4.max(result, f32x4.splat(0));
  v128.store(at, result);
}

/**
 * out (+)= A^T m A for a row of tiles: two lines of `width` results, or one where there is no second.
 * @param line bytes of a line of results.
 */
export function gatherTiles(
  m: usize,
  step: usize,
  channels: i32,
  width: i32,
  line: usize,
  hasSecond: bool,
  flags: i32,
  bias: usize,
  out: usize,
): void {
  const pixel = (<usize>channels) << 2;
  let from = m;
  let to = out;
  for (let column = 0; column < width; column += 2) {
    for (let k = 0; k < channels; k += 4) {
      const added = bias + ((<usize>k) << 2);
      // down the columns first: what the upper and the lower line get of each of the four
      let at = from;
      let m1 = v128.load(at + 4 * step);
      let m2 = v128.load(at + 8 * step);
      let upper0 = f32x4.add(v128.load(at), f32x4.add(m1, m2));
      let lower0 = f32x4.sub(f32x4.sub(m1, m2), v128.load(at + 12 * step));
      at += step;
      m1 = v128.load(at + 4 * step);
      m2 = v128.load(at + 8 * step);
      let upper1 = f32x4.add(v128.load(at), f32x4.add(m1, m2));
      let lower1 = f32x4.sub(f32x4.sub(m1, m2), v128.load(at + 12 * step));
      upper0 = f32x4.add(upper0, upper1);
      lower0 = f32x4.add(lower0, lower1);
      at += step;
      m1 = v128.load(at + 4 * step);
      m2 = v128.load(at + 8 * step);
      let upper = f32x4.add(v128.load(at), f32x4.add(m1, m2));
      let lower = f32x4.sub(f32x4.sub(m1, m2), v128.load(at + 12 * step));
      upper0 = f32x4.add(upper0, upper);
      lower0 = f32x4.add(lower0, lower);
      upper1 = f32x4.sub(upper1, upper);
      lower1 = f32x4.sub(lower1, lower);
      at += step;
      m1 = v128.load(at + 4 * step);
      m2 = v128.load(at + 8 * step);
      upper = f32x4.add(v128.load(at), f32x4.add(m1, m2));
      lower = f32x4.sub(f32x4.sub(m1, m2), v128.load(at + 12 * step));
      upper1 = f32x4.sub(upper1, upper);
      lower1 = f32x4.sub(lower1, lower);
      const hasNext = column + 1 < width;
      put4(to, upper0, flags, added);
      if (hasNext) put4(to + pixel, upper1, flags, added);
      if (hasSecond) {
        put4(to + line, lower0, flags, added);
        if (hasNext) put4(to + line + pixel, lower1, flags, added);
      }
      from += 16;
      to += 16;
    }
    to += pixel;
  }
}
