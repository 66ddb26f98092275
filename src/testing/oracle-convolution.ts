/**
 * The slow oracle of the convolution kernels of small encoders and of a whole cnn, in plain float64 numbers: flat arrays, row-major,
 * images `[images, height, width, channels]`. Written for reading, not speed.
 */

import type { CnnShape } from '../engine/encoders/cnn';
import {
  type ConvolutionShape,
  convolved,
  type ImageShape,
} from '../engine/kernels/convolution/op';
import { pooled } from '../engine/kernels/pooling/op';

export type Numbers = readonly number[];

export const pixels = ({ height, width, channels }: ImageShape): number =>
  height * width * channels;

export const at = (values: Numbers, index: number): number => values[index] as number;
export const zeros = (length: number): number[] => Array.from({ length }, () => 0);
export const bump = (values: number[], index: number, by: number) => {
  values[index] = at(values, index) + by;
};

/** A kernel on an image: how far it reaches past the upper and the left edge, and the image it gives. */
interface Sliding {
  readonly input: ImageShape;
  readonly out: ImageShape;
  readonly height: number;
  readonly width: number;
  readonly stride: number;
  readonly above: number;
  readonly before: number;
}

/** Calls `visit` with the places of every product that a convolution adds up. */
export function products(
  images: number,
  { input, out, height, width, stride, above, before }: Sliding,
  visit: (x: number, w: number, y: number) => void,
): void {
  for (let n = 0; n < images; n++) {
    for (let row = 0; row < out.height; row++) {
      for (let column = 0; column < out.width; column++) {
        for (let tap = 0; tap < height * width; tap++) {
          const fromRow = row * stride + Math.floor(tap / width) - above;
          const fromColumn = column * stride + (tap % width) - before;
          const inside =
            fromRow >= 0 && fromRow < input.height && fromColumn >= 0 && fromColumn < input.width;
          if (!inside) continue;
          const pixel = (n * input.height + fromRow) * input.width + fromColumn;
          for (let i = 0; i < input.channels; i++) {
            for (let o = 0; o < out.channels; o++) {
              visit(
                pixel * input.channels + i,
                (tap * input.channels + i) * out.channels + o,
                ((n * out.height + row) * out.width + column) * out.channels + o,
              );
            }
          }
        }
      }
    }
  }
}

/** The convolutions of small encoders. */
const slid = (shape: ConvolutionShape): Sliding => ({
  input: shape.input,
  out: convolved(shape),
  height: shape.kernelHeight,
  width: 3,
  stride: shape.stride,
  above: (shape.kernelHeight - 1) / 2,
  before: 1,
});

/** x * W + b */
export function convolve(
  x: Numbers,
  weight: Numbers,
  bias: Numbers,
  images: number,
  shape: ConvolutionShape,
): number[] {
  const out = zeros(images * pixels(convolved(shape))).map((_, k) =>
    at(bias, k % shape.outChannels),
  );
  products(images, slid(shape), (i, w, y) => bump(out, y, at(x, i) * at(weight, w)));
  return out;
}

/** Gradients of sum(dy * convolution). */
export function convolveGradients(
  x: Numbers,
  weight: Numbers,
  dy: Numbers,
  images: number,
  shape: ConvolutionShape,
) {
  const gradients = {
    input: zeros(x.length),
    weight: zeros(weight.length),
    bias: zeros(shape.outChannels),
  };
  products(images, slid(shape), (i, w, y) => {
    bump(gradients.input, i, at(weight, w) * at(dy, y));
    bump(gradients.weight, w, at(x, i) * at(dy, y));
  });
  dy.forEach((value, k) => {
    bump(gradients.bias, k % shape.outChannels, value);
  });
  return gradients;
}

/** The places of each 2x2 window, in reading order, one window per pooled number. */
function windows(images: number, shape: ImageShape): number[][] {
  const { width, channels } = shape;
  const out = pooled(shape);
  return zeros(images * pixels(out)).map((_, k) => {
    const channel = k % channels;
    const column = Math.floor(k / channels) % out.width;
    const row = Math.floor(k / (channels * out.width)) % out.height;
    const image = Math.floor(k / pixels(out));
    return [0, 1, 2, 3].map((corner) => {
      const r = image * shape.height + 2 * row + Math.floor(corner / 2);
      return (r * width + 2 * column + (corner % 2)) * channels + channel;
    });
  });
}

export function maxPool(x: Numbers, images: number, shape: ImageShape): number[] {
  return windows(images, shape).map((places) => Math.max(...places.map((place) => at(x, place))));
}

/** Gradient of sum(dy * pooled): all of it to the first of the largest. */
export function maxPoolGradient(
  x: Numbers,
  dy: Numbers,
  images: number,
  shape: ImageShape,
): number[] {
  const out = zeros(x.length);
  windows(images, shape).forEach((places, k) => {
    const top = Math.max(...places.map((place) => at(x, place)));
    bump(out, places.find((place) => at(x, place) === top) as number, at(dy, k));
  });
  return out;
}

/** `[rows, count, width]` to `[rows, width]`. */
export function average(x: Numbers, rows: number, count: number, width: number): number[] {
  return zeros(rows * width).map((_, k) => {
    const [row, d] = [Math.floor(k / width), k % width];
    return (
      zeros(count).reduce((sum, _, c) => sum + at(x, (row * count + c) * width + d), 0) / count
    );
  });
}

const relu = (values: Numbers) => values.map((value) => Math.max(0, value));

/** Features `[rows, feature dimension]` of a whole cnn. @param parameters by the names `cnnSpecs` gives. */
export function cnn(
  x: Numbers,
  rows: number,
  name: string,
  shape: CnnShape,
  parameters: ReadonlyMap<string, Numbers>,
): number[] {
  const value = (key: string) => parameters.get(`${name}.${key}`) as Numbers;
  const images = rows * shape.frames;
  let image = shape.input;
  let values: Numbers = x;
  shape.channels.forEach((outChannels, layer) => {
    const last = layer === shape.channels.length - 1;
    const { kernelHeight } = shape;
    const halve = !last && Math.min(kernelHeight === 1 ? 2 : image.height, image.width) >= 2;
    const stride = halve && shape.downsample === 'stride' ? 2 : 1;
    const convolution = { input: image, outChannels, stride, kernelHeight } as const;
    const key = `conv${layer + 1}`;
    values = relu(
      convolve(values, value(`${key}.weight`), value(`${key}.bias`), images, convolution),
    );
    image = convolved(convolution);
    if (halve && shape.downsample === 'pool') {
      values = maxPool(values, images, image);
      image = pooled(image);
    }
  });
  const { channels } = image;
  const means = average(values, rows, values.length / (rows * channels), channels);
  const features = zeros(rows * shape.featureDim).map((_, k) => {
    const [row, d] = [Math.floor(k / shape.featureDim), k % shape.featureDim];
    return zeros(channels).reduce(
      (sum, _, c) =>
        sum + at(means, row * channels + c) * at(value('dense.weight'), c * shape.featureDim + d),
      at(value('dense.bias'), d),
    );
  });
  return shape.embedding === 'relu' ? relu(features) : features;
}

/** Gradient of any scalar function of numbers, by central differences. */
export function slopes(f: (at: number[]) => number, values: Numbers, step = 1e-5): number[] {
  return values.map((value, k) => {
    const moved = (by: number) => {
      const copy = [...values];
      copy[k] = value + by;
      return f(copy);
    };
    return (moved(step) - moved(-step)) / (2 * step);
  });
}
