/**
 * 3x3 convolutions of stride 1 with 16 products where the sum itself has 36 (Winograd's minimal filtering F(2x2, 3x3), after
 * Lavin & Gray 2016): tiles of 2x2 results, each from the 4x4 pixels under it. Pixels, kernel and results are sums of a
 * few numbers each on the way in and out; in between, each of the 16 places is a matrix product over many tiles.
 * Channels are whole fours. G, B, A are the paper's matrices.
 */
import { ADDS, BIAS, outerProduct, product, RELU } from './product';

/** Numbers a tile is spread to. */
const PLACES: i32 = 16;
/** Bytes between the tiles of one place and of the next, so that the 16 places do not fall on the same lines of the cache. */
const APART: usize = 64;

/**
 * Puts an image of `rows` x `columns` pixels into the room for one of `width` columns with a margin of one pixel, every
 * `stride`th row and column; what lies between keeps its zeros.
 */
export function frame(
  image: usize,
  rows: i32,
  columns: i32,
  pixel: usize,
  width: i32,
  stride: i32,
  out: usize,
): void {
  const line = <usize>(width + 2) * pixel;
  let from = image;
  for (let row = 0; row < rows; row++) {
    const begin = out + <usize>(row * stride + 1) * line + pixel;
    if (stride === 1) {
      memory.copy(begin, from, <usize>columns * pixel);
      from += <usize>columns * pixel;
      continue;
    }
    for (let column = 0; column < columns; column++) {
      memory.copy(begin + <usize>(column * stride) * pixel, from, pixel);
      from += pixel;
    }
  }
}

/** out[place][k] = G g G^T of each kernel g, `[3, 3, count]` with `count` pairs of channels. */
function spreadKernel(kernel: usize, count: i32, out: usize): void {
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
function gatherKernel(u: usize, count: i32, adds: bool, kernel: usize): void {
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
function spreadPixels(
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
function spreadGradients(
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
function gatherTiles(
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

/**
 * y = activation(x * kernel + bias), or added. Needs room for the spread kernel, an image with its margin to whole tiles, and
 * 16 numbers of either side's channels for each of `most` tiles, which are whole rows of them.
 * @param images each `[height, width, channels]`; y with `outChannels`.
 */
export function convolveTiles(
  x: usize,
  kernel: usize,
  bias: usize,
  y: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outChannels: i32,
  flags: i32,
  most: i32,
  room: usize,
): void {
  const down = (height + 1) >> 1;
  const across = (width + 1) >> 1;
  const pixel = (<usize>channels) << 2;
  const outPixel = (<usize>outChannels) << 2;
  const line = <usize>(2 * across + 2) * pixel;
  const outLine = <usize>width * outPixel;
  const ofKernel = <usize>channels * outPixel;
  const framed = room + <usize>PLACES * ofKernel;
  const spread = framed + <usize>(2 * down + 2) * line;
  const step = <usize>most * pixel + APART;
  const products = spread + <usize>PLACES * step;
  const outStep = <usize>most * outPixel + APART;
  spreadKernel(kernel, channels * outChannels, room);
  memory.fill(framed, 0, <usize>(2 * down + 2) * line);
  let image = x;
  let out = y;
  let outRow = 0;
  let waiting = 0;
  const rows = images * down;
  for (let row = 0; row < rows; row++) {
    const ofImage = row % down;
    if (ofImage === 0) {
      frame(image, height, width, pixel, 2 * across, 1, framed);
      image += <usize>(height * width) * pixel;
    }
    const first = framed + <usize>(2 * ofImage) * line;
    spreadPixels(first, line, channels, across, spread + <usize>waiting * pixel, step);
    waiting += across;
    if (waiting + across <= most && row + 1 < rows) continue;
    for (let place = 0; place < PLACES; place++) {
      product(
        spread + <usize>place * step,
        pixel,
        waiting,
        0,
        1,
        0,
        channels,
        room + <usize>place * ofKernel,
        outPixel,
        products + <usize>place * outStep,
        outPixel,
        waiting,
        outChannels,
        0,
        0,
      );
    }
    for (let tile = 0; tile < waiting; tile += across) {
      const hasSecond = 2 * outRow + 1 < height;
      const from = products + <usize>tile * outPixel;
      gatherTiles(from, outStep, outChannels, width, outLine, hasSecond, flags, bias, out);
      out += hasSecond ? 2 * outLine : outLine;
      if (++outRow === down) outRow = 0;
    }
    waiting = 0;
  }
}

/**
 * kernel (+)= the gradient of a kernel. Needs room for the spread kernel, an image of either side with its margin to whole
 * tiles, and 16 numbers of either side's channels for each of `most` tiles.
 */
export function tilesWeightGradient(
  x: usize,
  y: usize,
  kernel: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outChannels: i32,
  adds: bool,
  most: i32,
  room: usize,
): void {
  const down = (height + 1) >> 1;
  const across = (width + 1) >> 1;
  const pixel = (<usize>channels) << 2;
  const outPixel = (<usize>outChannels) << 2;
  const line = <usize>(2 * across + 2) * pixel;
  const outLine = <usize>(2 * across + 2) * outPixel;
  const ofKernel = <usize>channels * outPixel;
  const framed = room + <usize>PLACES * ofKernel;
  const outFramed = framed + <usize>(2 * down + 2) * line;
  const spread = outFramed + <usize>(2 * down + 2) * outLine;
  const step = <usize>most * pixel + APART;
  const outSpread = spread + <usize>PLACES * step;
  const outStep = <usize>most * outPixel + APART;
  memory.fill(framed, 0, spread - framed);
  let image = x;
  let out = y;
  let waiting = 0;
  let flags = 0;
  const rows = images * down;
  for (let row = 0; row < rows; row++) {
    const ofImage = row % down;
    if (ofImage === 0) {
      frame(image, height, width, pixel, 2 * across, 1, framed);
      frame(out, height, width, outPixel, 2 * across, 1, outFramed);
      image += <usize>(height * width) * pixel;
      out += <usize>(height * width) * outPixel;
    }
    const first = framed + <usize>(2 * ofImage) * line;
    const outFirst = outFramed + <usize>(2 * ofImage + 1) * outLine + outPixel;
    spreadPixels(first, line, channels, across, spread + <usize>waiting * pixel, step);
    spreadGradients(
      outFirst,
      outLine,
      outChannels,
      across,
      outSpread + <usize>waiting * outPixel,
      outStep,
    );
    waiting += across;
    if (waiting + across <= most && row + 1 < rows) continue;
    for (let place = 0; place < PLACES; place++) {
      outerProduct(
        spread + <usize>place * step,
        pixel,
        1,
        0,
        waiting,
        outSpread + <usize>place * outStep,
        outPixel,
        room + <usize>place * ofKernel,
        outPixel,
        channels,
        outChannels,
        flags,
      );
    }
    flags = ADDS;
    waiting = 0;
  }
  gatherKernel(room, channels * outChannels, adds, kernel);
}
