/**
 * 3x3 convolutions in WebAssembly, as matrix products on an image with a margin of zeros: the three rows under the kernel
 * are three segments of one sum, so no patch is ever copied. A kernel one row high is one segment, on the image's only
 * row. Arrays `[images, height, width, channels]`.
 */
import { frame } from '../wasm/assembly/frame';
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
import { convolveTiles, tilesWeightGradient } from '../wasm/assembly/winograd';

/** All three commands: the images x `[height, width, channels]` and y, what convolving them gives. */
@unmanaged
class Convolution {
  x: usize;
  y: usize;
  weight: usize;
  /** 0 where it plays no part. */
  bias: usize;
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
  outChannels: i32;
  stride: i32;
  /** Rows of the kernel, 1 or 3. */
  kernelHeight: i32;
  relu: i32;
  /** Whether results are added to what is there; those of the bias apart. */
  adds: i32;
  addsBias: i32;
  /** Tiles of 2x2 results that are worked on at once; 0 where the sums are taken as they are written. */
  tiles: i32;

  /** Bytes of a pixel of x, and of one of y. */
  get pixel(): usize {
    return (<usize>this.channels) << 2;
  }
  get outPixel(): usize {
    return (<usize>this.outChannels) << 2;
  }
  /** Sides of y. */
  get outHeight(): i32 {
    return (this.height + this.stride - 1) / this.stride;
  }
  get outWidth(): i32 {
    return (this.width + this.stride - 1) / this.stride;
  }
  /** Bytes of a whole image of either side. */
  get image(): usize {
    return <usize>(this.height * this.width) * this.pixel;
  }
  get outImage(): usize {
    return <usize>(this.outHeight * this.outWidth) * this.outPixel;
  }
  /** Bytes of a line with its margin, of pixels of so many bytes. */
  line(pixel: usize): usize {
    return <usize>(this.width + 2) * pixel;
  }
  /** Where the kernel's first row begins in an image with its margin, of lines of so many bytes. */
  firstRow(line: usize): usize {
    return this.kernelHeight === 1 ? line : 0;
  }
  /** Makes the room for an image with its margin all zero. */
  clearFrame(at: usize, pixel: usize): void {
    memory.fill(at, 0, <usize>(this.height + 2) * this.line(pixel));
  }
}

/** y = activation(x * W + b). Needs room for one image with its margin, or what `convolveTiles` needs. */
export function convolve(call: Convolution): void {
  const flags = BIAS | (call.relu ? RELU : 0);
  if (call.tiles) {
    convolveTiles(
      call.x,
      call.weight,
      call.bias,
      call.y,
      call.images,
      call.height,
      call.width,
      call.channels,
      call.outChannels,
      flags,
      call.tiles,
      scratch,
    );
    return;
  }
  const stride = <usize>call.stride;
  const pixel = call.pixel;
  const outPixel = call.outPixel;
  const line = call.line(pixel);
  call.clearFrame(scratch, pixel);
  let x = call.x;
  let y = call.y;
  for (let image = 0; image < call.images; image++) {
    frame(x, call.height, call.width, pixel, call.width, 1, scratch);
    x += call.image;
    product(
      scratch + call.firstRow(line),
      stride * pixel,
      call.outWidth,
      stride * line,
      call.kernelHeight,
      line,
      3 * call.channels,
      call.weight,
      outPixel,
      y,
      outPixel,
      call.outHeight * call.outWidth,
      call.outChannels,
      flags,
      call.bias,
    );
    y += call.outImage;
  }
}

/** x (+)= y, spread by the stride, convolved with the kernel turned by 180 degrees. Needs room for the kernel, and behind it
 * for an image with its margin or what `convolveTiles` needs. */
export function convolveInputGradient(call: Convolution): void {
  const pixel = call.pixel;
  const outPixel = call.outPixel;
  const tap = <usize>call.channels * outPixel;
  const turned = scratch;
  const taps = 3 * call.kernelHeight;
  for (let k = 0; k < taps; k++) {
    const from = call.weight + <usize>k * tap;
    transpose(from, call.channels, call.outChannels, turned + <usize>(taps - 1 - k) * tap);
  }
  const framed = scratch + ((<usize>taps * tap + 15) & ~15);
  if (call.tiles) {
    convolveTiles(
      call.y,
      turned,
      0,
      call.x,
      call.images,
      call.height,
      call.width,
      call.outChannels,
      call.channels,
      call.adds ? ADDS : 0,
      call.tiles,
      framed,
    );
    return;
  }
  const line = call.line(outPixel);
  call.clearFrame(framed, outPixel);
  let x = call.x;
  let y = call.y;
  for (let image = 0; image < call.images; image++) {
    frame(y, call.outHeight, call.outWidth, outPixel, call.width, call.stride, framed);
    y += call.outImage;
    product(
      framed + call.firstRow(line),
      outPixel,
      call.width,
      line,
      call.kernelHeight,
      line,
      3 * call.outChannels,
      turned,
      pixel,
      x,
      pixel,
      call.height * call.width,
      call.channels,
      call.adds ? ADDS : 0,
      0,
    );
    x += call.image;
  }
}

/** Image by image, so that no sum has more terms than an image has pixels. Needs room for one image with its margin, or what
 * `tilesWeightGradient` needs. */
export function convolveWeightGradient(call: Convolution): void {
  const pixels = call.outHeight * call.outWidth;
  let y = call.y;
  for (let image = 0; image < call.images; image++) {
    columnSums(y, pixels, call.outChannels, image > 0 || call.addsBias !== 0, call.bias);
    y += call.outImage;
  }
  if (call.tiles) {
    tilesWeightGradient(
      call.x,
      call.y,
      call.weight,
      call.images,
      call.height,
      call.width,
      call.channels,
      call.outChannels,
      call.adds !== 0,
      call.tiles,
      scratch,
    );
    return;
  }
  const stride = <usize>call.stride;
  const pixel = call.pixel;
  const outPixel = call.outPixel;
  const line = call.line(pixel);
  call.clearFrame(scratch, pixel);
  let x = call.x;
  y = call.y;
  for (let image = 0; image < call.images; image++) {
    const flags = image > 0 || call.adds ? ADDS : 0;
    frame(x, call.height, call.width, pixel, call.width, 1, scratch);
    x += call.image;
    for (let row = 0; row < call.kernelHeight; row++) {
      outerProduct(
        scratch + call.firstRow(line) + <usize>row * line,
        stride * pixel,
        call.outHeight,
        stride * line,
        call.outWidth,
        y,
        outPixel,
        call.weight + <usize>(row * 3 * call.channels) * outPixel,
        outPixel,
        3 * call.channels,
        call.outChannels,
        flags,
      );
    }
    y += call.outImage;
  }
}
