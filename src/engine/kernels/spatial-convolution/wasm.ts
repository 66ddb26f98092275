/**
 * Convolutions with any kernel in WebAssembly, as matrix products: of the weight in panels with the image in its margin of
 * zeros, with pixels gathered for the weight's gradient, and scattered for the input's. Those of 3x3 in steps of one are
 * taken in tiles (wasm/assembly/winograd.ts). Arrays `[images, height, width, channels]`.
 */
import { put, scratch } from '../wasm/assembly/lanes';
import {
  panelProduct,
  panelsBytes,
  putRows,
  putTurned,
  rowsProduct,
} from '../wasm/assembly/panels';
import { ADDS, transpose } from '../wasm/assembly/product';
import { Spatial } from '../wasm/assembly/spatial';
import { convolveTiles, tilesWeightGradient } from '../wasm/assembly/winograd';

/** Copies numbers, up to three more than `count`. */
function copy(from: usize, to: usize, count: i32): void {
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    v128.store(to + at, v128.load(from + at));
  }
}

/** to += from */
function accumulate(from: usize, to: usize, count: i32): void {
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    put(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)), count - k);
  }
}

/**
 * y = x * W. Needs room for `convolveTiles`; or for the weight in panels, an image with its margin, and what is under the
 * kernel at the pixels of a block.
 */
export function spatialConvolve(call: Spatial): void {
  const outChannels = call.outChannels;
  if (call.tiles) {
    convolveTiles(
      call.x,
      call.weight,
      0,
      call.y,
      call.images,
      call.height,
      call.width,
      call.channels,
      outChannels,
      0,
      call.tiles,
      scratch,
    );
    return;
  }
  const across = call.across;
  const depth = call.depth;
  const pixel = call.pixel;
  const outPixel = call.outPixel;
  const line = call.line;
  const panels = scratch;
  for (let row = 0; row < call.rows; row++) {
    putRows(call.weightRow(row), outPixel, across, outChannels, panels, row * across, depth);
  }
  if (call.isPlain) {
    rowsProduct(call.x, depth, panels, false, call.y, call.outPixels, outChannels, 0);
    return;
  }
  const framed = panels + panelsBytes(depth, outChannels);
  const gathered = framed + call.framed;
  const step = <usize>call.stride * pixel;
  const stepLine = <usize>call.stride * line;
  memory.fill(framed, 0, call.framed);
  let y = call.y;
  let waiting = 0;
  for (let image = 0; image < call.images; image++) {
    const first = call.frame(image, framed);
    if (!call.block) {
      // the lines under the kernel are segments of one sum
      const pixels = call.outHeight * call.outWidth;
      panelProduct(
        first,
        step,
        call.outWidth,
        stepLine,
        4,
        call.rows,
        line,
        across,
        panels,
        false,
        y,
        outPixel,
        pixels,
        outChannels,
        0,
      );
      y += <usize>pixels * outPixel;
      continue;
    }
    for (let row = 0; row < call.outHeight; row++) {
      let from = first + <usize>row * stepLine;
      for (let column = 0; column < call.outWidth; column++) {
        let to = gathered + ((<usize>(waiting++ * depth)) << 2);
        for (let under = 0; under < call.rows; under++) {
          copy(from + <usize>under * line, to, across);
          to += (<usize>across) << 2;
        }
        from += step;
      }
      if (!call.isFull(waiting, image, row)) continue;
      rowsProduct(gathered, depth, panels, false, y, waiting, outChannels, 0);
      y += <usize>waiting * outPixel;
      waiting = 0;
    }
  }
}

/**
 * x += the gradient on the input of a convolution, or, as `adds` says, simply that where tiles or plain products give it. Needs
 * room for the kernel turned and `convolveTiles`; or for the weight in panels and what one row of the kernel gives to
 * the pixels of a block.
 */
export function spatialInputGradient(call: Spatial): void {
  const channels = call.channels;
  const outChannels = call.outChannels;
  const flags = call.adds ? ADDS : 0;
  if (call.tiles) {
    const tap = <usize>channels * call.outPixel;
    for (let k = 0; k < 9; k++) {
      const from = call.weight + <usize>k * tap;
      transpose(from, channels, outChannels, scratch + <usize>(8 - k) * tap);
    }
    convolveTiles(
      call.y,
      scratch,
      0,
      call.x,
      call.images,
      call.height,
      call.width,
      outChannels,
      channels,
      flags,
      call.tiles,
      scratch + 9 * tap,
    );
    return;
  }
  const across = call.across;
  const panels = scratch;
  let end = panels;
  for (let row = 0; row < call.rows; row++) {
    end = putTurned(call.weightRow(row), across, outChannels, end);
  }
  if (call.isPlain) {
    rowsProduct(call.y, outChannels, panels, true, call.x, call.outPixels, channels, flags);
    return;
  }
  const ofRow = (end - panels) / <usize>call.rows;
  const lines = call.images * call.outHeight;
  const together = call.block / call.outWidth;
  for (let begin = 0; begin < lines; begin += together) {
    const count = min(together, lines - begin);
    const pixels = count * call.outWidth;
    const y = call.y + <usize>(begin * call.outWidth) * call.outPixel;
    for (let row = 0; row < call.rows; row++) {
      const panel = panels + <usize>row * ofRow;
      rowsProduct(y, outChannels, panel, true, end, pixels, across, 0);
      for (let k = 0; k < count; k++) {
        scatter(call, begin + k, row, end + ((<usize>(k * call.outWidth * across)) << 2));
      }
    }
  }
}

/** Adds what a row of the kernel gives for one line of y to the pixels of x under it. */
function scatter(call: Spatial, outLine: i32, row: i32, from: usize): void {
  const image = outLine / call.outHeight;
  const line = (outLine % call.outHeight) * call.stride + call.top + row - call.padding;
  if (line < 0 || line >= call.height) return;
  const pixel = call.pixel;
  const to = call.x + <usize>image * call.image + <usize>(line * call.width) * pixel;
  let at = from;
  let first = call.left - call.padding;
  for (let column = 0; column < call.outWidth; column++) {
    const begin = max(0, -first);
    const end = min(call.columns, call.width - first);
    if (begin < end) {
      const inside = at + <usize>begin * pixel;
      accumulate(inside, to + <usize>(first + begin) * pixel, (end - begin) * call.channels);
    }
    at += (<usize>call.across) << 2;
    first += call.stride;
  }
}

/**
 * weight (+)= its gradient, summed over blocks of pixels, so that no sum has more terms than a block. Needs room for
 * `tilesWeightGradient`; or for an image with its margin, what is under the kernel at the pixels of a block, and their
 * gradients in panels.
 */
export function spatialWeightGradient(call: Spatial): void {
  const outChannels = call.outChannels;
  if (call.tiles) {
    tilesWeightGradient(
      call.x,
      call.y,
      call.weight,
      call.images,
      call.height,
      call.width,
      call.channels,
      outChannels,
      call.adds !== 0,
      call.tiles,
      scratch,
    );
    return;
  }
  const across = call.across;
  const outPixel = call.outPixel;
  const stepLine = <usize>call.stride * call.line;
  // four numbers under the kernel lie side by side, pixel after pixel of a block
  const stepFour = (<usize>call.block) << 4;
  const ofRow = <usize>((across + 3) >> 2) * stepFour;
  const framed = scratch;
  const gathered = framed + call.framed;
  const panels = gathered + <usize>call.rows * ofRow;
  memory.fill(framed, 0, call.framed);
  let flags = call.adds ? ADDS : 0;
  let y = call.y;
  let waiting = 0;
  for (let image = 0; image < call.images; image++) {
    const first = call.frame(image, framed);
    for (let row = 0; row < call.outHeight; row++) {
      const from = first + <usize>row * stepLine;
      for (let under = 0; under < call.rows; under++) {
        const to = gathered + <usize>under * ofRow + ((<usize>waiting) << 4);
        gatherFours(call, from + <usize>under * call.line, to, stepFour);
      }
      waiting += call.outWidth;
      if (!call.isFull(waiting, image, row)) continue;
      putRows(y, outPixel, waiting, outChannels, panels, 0, waiting);
      for (let under = 0; under < call.rows; under++) {
        panelProduct(
          gathered + <usize>under * ofRow,
          4,
          4,
          stepFour,
          16,
          1,
          0,
          waiting,
          panels,
          false,
          call.weightRow(under),
          outPixel,
          across,
          outChannels,
          flags,
        );
      }
      flags = ADDS;
      y += <usize>waiting * outPixel;
      waiting = 0;
    }
  }
}

/** What lies under a row of the kernel at the places of one line, by fours. */
function gatherFours(call: Spatial, from: usize, to: usize, stepFour: usize): void {
  const step = <usize>call.stride * call.pixel;
  for (let k = 0; k < call.across; k += 4) {
    let at = from + ((<usize>k) << 2);
    let four = to + <usize>(k >> 2) * stepFour;
    for (let column = 0; column < call.outWidth; column++) {
      v128.store(four, v128.load(at));
      four += 16;
      at += step;
    }
  }
}
