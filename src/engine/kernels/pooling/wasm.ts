/** 2x2 max pooling and averages in WebAssembly. */
import { put } from '../wasm/assembly/lanes';

@unmanaged
class MaxPool {
  x: usize;
  out: usize;
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
}

@unmanaged
class MaxPoolGradient {
  x: usize;
  dy: usize;
  into: usize;
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
  adds: i32;
}

@unmanaged
class Average {
  long: usize;
  short: usize;
  rows: i32;
  count: i32;
  width: i32;
  adds: i32;
}

/** out = the largest of every 2x2 pixels. */
export function maxPool(call: MaxPool): void {
  const channels = call.channels;
  const pixel = (<usize>channels) << 2;
  const line = <usize>call.width * pixel;
  let out = call.out;
  for (let image = 0; image < call.images; image++) {
    const begin = call.x + <usize>image * <usize>call.height * line;
    for (let row = 0; row + 2 <= call.height; row += 2) {
      for (let column = 0; column + 2 <= call.width; column += 2) {
        const corner = begin + <usize>row * line + <usize>column * pixel;
        for (let k = 0; k < channels; k += 4) {
          const at = corner + ((<usize>k) << 2);
          const upper = f32x4.max(v128.load(at), v128.load(at + pixel));
          const lower = f32x4.max(v128.load(at + line), v128.load(at + line + pixel));
          put(out + ((<usize>k) << 2), f32x4.max(upper, lower), channels - k);
        }
        out += pixel;
      }
    }
  }
}

/** Adds or writes the chosen lanes of a gradient, zero in the others. */
function give(at: usize, gradient: v128, chosen: v128, count: i32, adds: i32): void {
  const share = v128.and(gradient, chosen);
  put(at, adds ? f32x4.add(v128.load(at), share) : share, count);
}

/**
 * into (+)= dy at the first of the largest of every 2x2 pixels. Without `adds` all four pixels are written; an odd last
 * row or column belongs to no window and must be zero beforehand.
 */
export function maxPoolGradient(call: MaxPoolGradient): void {
  const channels = call.channels;
  const pixel = (<usize>channels) << 2;
  const line = <usize>call.width * pixel;
  let dy = call.dy;
  for (let image = 0; image < call.images; image++) {
    const begin = <usize>image * <usize>call.height * line;
    for (let row = 0; row + 2 <= call.height; row += 2) {
      for (let column = 0; column + 2 <= call.width; column += 2) {
        const corner = begin + <usize>row * line + <usize>column * pixel;
        for (let k = 0; k < channels; k += 4) {
          const at = corner + ((<usize>k) << 2);
          const x = call.x + at;
          const x0 = v128.load(x);
          const x1 = v128.load(x + pixel);
          const x2 = v128.load(x + line);
          const top = f32x4.max(f32x4.max(x0, x1), f32x4.max(x2, v128.load(x + line + pixel)));
          const gradient = v128.load(dy + ((<usize>k) << 2));
          const is0 = f32x4.eq(x0, top);
          let taken = is0;
          const is1 = v128.andnot(f32x4.eq(x1, top), taken);
          taken = v128.or(taken, is1);
          const is2 = v128.andnot(f32x4.eq(x2, top), taken);
          taken = v128.or(taken, is2);
          const into = call.into + at;
          // one after the other: lanes past the last channel are the next pixel's
          give(into, gradient, is0, channels - k, call.adds);
          give(into + pixel, gradient, is1, channels - k, call.adds);
          give(into + line, gradient, is2, channels - k, call.adds);
          give(into + line + pixel, gradient, v128.not(taken), channels - k, call.adds);
        }
        dy += pixel;
      }
    }
  }
}

/** short[row] = mean over `count` of long[row] */
export function average(call: Average): void {
  const width = call.width;
  const step = (<usize>width) << 2;
  const by = f32x4.splat(<f32>call.count);
  for (let row = 0; row < call.rows; row++) {
    const begin = call.long + <usize>(row * call.count) * step;
    for (let k = 0; k < width; k += 4) {
      let at = begin + ((<usize>k) << 2);
      let sum = f32x4.splat(0);
      for (let n = 0; n < call.count; n++) {
        sum = f32x4.add(sum, v128.load(at));
        at += step;
      }
      put(call.short + <usize>row * step + ((<usize>k) << 2), f32x4.div(sum, by), width - k);
    }
  }
}

/** long (+)= short / count */
export function averageGradient(call: Average): void {
  const width = call.width;
  const step = (<usize>width) << 2;
  const by = f32x4.splat(<f32>call.count);
  for (let row = 0; row < call.rows; row++) {
    for (let k = 0; k < width; k += 4) {
      const from = call.short + <usize>row * step + ((<usize>k) << 2);
      const share = f32x4.div(v128.load(from), by);
      let at = call.long + <usize>(row * call.count) * step + ((<usize>k) << 2);
      for (let n = 0; n < call.count; n++) {
        put(at, call.adds ? f32x4.add(v128.load(at), share) : share, width - k);
        at += step;
      }
    }
  }
}
