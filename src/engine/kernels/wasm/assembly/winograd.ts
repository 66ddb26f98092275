/**
 * 3x3 convolutions of stride 1 with 16 products where the sum itself has 36 (Winograd's minimal filtering F(2x2, 3x3), after
 * Lavin & Gray 2016): tiles of 2x2 results, each from the 4x4 pixels under it. Pixels, kernel and results are sums of a
 * few numbers each on the way in and out; in between, each of the 16 places is a matrix product over many tiles.
 * Channels are whole fours.
 */
import { frame } from './frame';
import { ADDS, outerProduct, product } from './product';
import {
  gatherKernel,
  gatherTiles,
  spreadGradients,
  spreadKernel,
  spreadPixels,
} from './winograd-tiles';

/** Numbers a tile is spread to. */
const PLACES: i32 = 16;
/** Bytes between the tiles of one place and of the next, so that the 16 places do not fall on the same lines of the cache. */
const APART: usize = 64;

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
