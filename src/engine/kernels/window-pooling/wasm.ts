/** Max pooling with any window in WebAssembly. */
import { put } from '../wasm/assembly/lanes';

/** Both ways: the images x, and one number for every place of the window. */
@unmanaged
class WindowPool {
  x: usize;
  /** The largest; back, the gradient on them. */
  y: usize;
  /** Back: where the gradient is added. */
  into: usize;
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  windowHeight: i32;
  windowWidth: i32;
  stride: i32;
  padding: i32;
}

/** The largest of four channels from one pixel to another, line by line. */
function largest(from: usize, line: usize, rows: i32, pixel: usize, columns: i32): v128 {
  let top = v128.load(from);
  for (let row = 0; row < rows; row++) {
    let at = from + <usize>row * line;
    for (let column = 0; column < columns; column++) {
      top = f32x4.max(top, v128.load(at));
      at += pixel;
    }
  }
  return top;
}

/** y = the largest under every place of the window. */
export function windowMax(call: WindowPool): void {
  pool(call, false);
}

/** into += y at the first of the largest under every place of the window. */
export function windowMaxGradient(call: WindowPool): void {
  pool(call, true);
}

function pool(call: WindowPool, isGradient: bool): void {
  const channels = call.channels;
  const pixel = (<usize>channels) << 2;
  const line = <usize>call.width * pixel;
  let y = call.y;
  for (let image = 0; image < call.images; image++) {
    const begin = <usize>image * <usize>call.height * line;
    for (let outRow = 0; outRow < call.outHeight; outRow++) {
      const row = outRow * call.stride - call.padding;
      const top = max(0, row);
      const rows = min(call.height, row + call.windowHeight) - top;
      for (let outColumn = 0; outColumn < call.outWidth; outColumn++) {
        const column = outColumn * call.stride - call.padding;
        const left = max(0, column);
        const columns = min(call.width, column + call.windowWidth) - left;
        const corner = begin + <usize>top * line + <usize>left * pixel;
        for (let k = 0; k < channels; k += 4) {
          const at = corner + ((<usize>k) << 2);
          const peak = largest(call.x + at, line, rows, pixel, columns);
          const place = y + ((<usize>k) << 2);
          if (isGradient) {
            give(call, at, line, rows, pixel, columns, peak, v128.load(place), channels - k);
          } else {
            put(place, peak, channels - k);
          }
        }
        y += pixel;
      }
    }
  }
}

/** Adds a gradient where the first of the largest is, lane by lane. */
function give(
  call: WindowPool,
  corner: usize,
  line: usize,
  rows: i32,
  pixel: usize,
  columns: i32,
  peak: v128,
  gradient: v128,
  channels: i32,
): void {
  let left = gradient;
  for (let row = 0; row < rows; row++) {
    let at = corner + <usize>row * line;
    for (let column = 0; column < columns; column++) {
      // without asking first whether any lane is the largest: guessing wrong takes longer than the sum
      const isPeak = f32x4.eq(v128.load(call.x + at), peak);
      const to = call.into + at;
      put(to, f32x4.add(v128.load(to), v128.and(left, isPeak)), channels);
      left = v128.andnot(left, isPeak);
      at += pixel;
    }
  }
}
