/**
 * 3x3 convolutions in WebAssembly, as matrix products on an image with a margin of zeros: the three rows under the kernel
 * are three segments of one sum, so no patch is ever copied. Arrays `[images, height, width, channels]`.
 */
import { scratch } from '../wasm/assembly/lanes';
import {
  ADDS,
  BIAS,
  columnSums,
  outerProduct,
  product,
  RELU,
  transpose,
} from '../wasm/assembly/product';

@unmanaged
export class Convolve {
  x: usize;
  weight: usize;
  bias: usize;
  out: usize;
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
  outChannels: i32;
  stride: i32;
  relu: i32;
}

@unmanaged
export class ConvolveInputGradient {
  dy: usize;
  weight: usize;
  into: usize;
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
  outChannels: i32;
  stride: i32;
  adds: i32;
}

@unmanaged
export class ConvolveWeightGradient {
  x: usize;
  dy: usize;
  dWeight: usize;
  dBias: usize;
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
  outChannels: i32;
  stride: i32;
  addsWeight: i32;
  addsBias: i32;
}

/**
 * Puts an image of `rows` x `columns` pixels into the room for one of `height` x `width` with a margin of one pixel,
 * every `stride`th row and column; what lies between keeps its zeros.
 */
function frame(
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

/** Needs room for one image with its margin, and behind it to pack what lies under the kernel. */
export function convolve(call: Convolve): void {
  const stride = call.stride;
  const pixel = (<usize>call.channels) << 2;
  const outPixel = (<usize>call.outChannels) << 2;
  const line = <usize>(call.width + 2) * pixel;
  const outHeight = (call.height + stride - 1) / stride;
  const outWidth = (call.width + stride - 1) / stride;
  memory.fill(scratch, 0, <usize>(call.height + 2) * line);
  let x = call.x;
  let out = call.out;
  for (let image = 0; image < call.images; image++) {
    frame(x, call.height, call.width, pixel, call.width, 1, scratch);
    x += <usize>(call.height * call.width) * pixel;
    product(
      scratch + ((<usize>(call.height + 2) * line + 15) & ~15),
      scratch,
      <usize>stride * pixel,
      outWidth,
      <usize>stride * line,
      3,
      line,
      3 * call.channels,
      call.weight,
      outPixel,
      out,
      outPixel,
      outHeight * outWidth,
      call.outChannels,
      BIAS | (call.relu ? RELU : 0),
      call.bias,
    );
    out += <usize>(outHeight * outWidth) * outPixel;
  }
}

/** dy, spread by the stride, convolved with the kernel turned by 180 degrees. Needs room for the kernel, an
 * image with its margin, and to pack what lies under the kernel. */
export function convolveInputGradient(call: ConvolveInputGradient): void {
  const stride = call.stride;
  const pixel = (<usize>call.channels) << 2;
  const dyPixel = (<usize>call.outChannels) << 2;
  const tap = <usize>call.channels * dyPixel;
  const turned = scratch;
  for (let k = 0; k < 9; k++) {
    transpose(
      call.weight + <usize>k * tap,
      call.channels,
      call.outChannels,
      turned + <usize>(8 - k) * tap,
    );
  }
  const framed = scratch + ((9 * tap + 15) & ~15);
  const line = <usize>(call.width + 2) * dyPixel;
  const dyHeight = (call.height + stride - 1) / stride;
  const dyWidth = (call.width + stride - 1) / stride;
  memory.fill(framed, 0, <usize>(call.height + 2) * line);
  let dy = call.dy;
  let into = call.into;
  for (let image = 0; image < call.images; image++) {
    frame(dy, dyHeight, dyWidth, dyPixel, call.width, stride, framed);
    dy += <usize>(dyHeight * dyWidth) * dyPixel;
    product(
      framed + ((<usize>(call.height + 2) * line + 15) & ~15),
      framed,
      dyPixel,
      call.width,
      line,
      3,
      line,
      3 * call.outChannels,
      turned,
      pixel,
      into,
      pixel,
      call.height * call.width,
      call.channels,
      call.adds ? ADDS : 0,
      0,
    );
    into += <usize>(call.height * call.width) * pixel;
  }
}

/** Image by image, so that no sum has more terms than an image has pixels. Needs room for one image with its margin. */
export function convolveWeightGradient(call: ConvolveWeightGradient): void {
  const stride = call.stride;
  const pixel = (<usize>call.channels) << 2;
  const dyPixel = (<usize>call.outChannels) << 2;
  const line = <usize>(call.width + 2) * pixel;
  const dyHeight = (call.height + stride - 1) / stride;
  const dyWidth = (call.width + stride - 1) / stride;
  memory.fill(scratch, 0, <usize>(call.height + 2) * line);
  let x = call.x;
  let dy = call.dy;
  for (let image = 0; image < call.images; image++) {
    const flags = image > 0 || call.addsWeight ? ADDS : 0;
    frame(x, call.height, call.width, pixel, call.width, 1, scratch);
    x += <usize>(call.height * call.width) * pixel;
    for (let row = 0; row < 3; row++) {
      outerProduct(
        scratch + <usize>row * line,
        <usize>stride * pixel,
        dyHeight,
        <usize>stride * line,
        dyWidth,
        dy,
        dyPixel,
        call.dWeight + <usize>(row * 3) * <usize>call.channels * dyPixel,
        dyPixel,
        3 * call.channels,
        call.outChannels,
        flags,
      );
    }
    columnSums(
      dy,
      dyHeight * dyWidth,
      call.outChannels,
      image > 0 || call.addsBias !== 0,
      call.dBias,
    );
    dy += <usize>(dyHeight * dyWidth) * dyPixel;
  }
}
