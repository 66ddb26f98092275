/**
 * Gradients of a 3x3 convolution in closed form, tensors in and out; no tape. Each back end gets what it is good at:
 * wasm and cpu have no quick filter gradient, tfjs's on webgpu runs one thread per weight, and its input gradient is
 * slower than a second convolution everywhere.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../../../protocol/backends';
import { spread } from '../tfops/images';
import type { ConvolutionShape } from './op';

/**
 * Up to this many input channels, wasm and cpu multiply patches instead of convolving: a convolution over so few
 * "images" leaves XNNPACK's tiles mostly empty (1 channel of 28x28, 64 samples: 2.7 ms against 9.3 ms).
 */
const FEW_CHANNELS = 3;

type Padding = [[number, number], [number, number], [number, number], [number, number]];

const padding = (bottom: number, right: number): Padding => [
  [0, 0],
  [1, bottom],
  [1, right],
  [0, 0],
];

/** The padding of the forward pass. */
export const FORWARD_PADDING = padding(1, 1);

/** Gradient on the input: dy, spread, convolved with the filter turned by 180 degrees. */
export function inputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  { input, stride }: ConvolutionShape,
): tf.Tensor4D {
  const gradient = spread(dy, stride);
  const [, height, width] = gradient.shape;
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  // forward, the padding after the last pixel is reached only where the stride lands on it
  const pad = padding(input.height + 1 - height, input.width + 1 - width);
  return tf.conv2d(gradient, turned, 1, pad);
}

/** Gradient on the filter, `[3, 3, in channels, out channels]`. */
export function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  shape: ConvolutionShape,
  backend: BackendName,
): tf.Tensor4D {
  if (backend === 'webgpu') return bySamples(x, dy, shape);
  return shape.input.channels <= FEW_CHANNELS && shape.stride === 1
    ? byChannels(x, dy)
    : byConvolution(x, dy, shape);
}

/** The convolution of x `[in, h, w, n]` with dy `[h, w, n, out]` as its filter, which is as large as an image. */
function byConvolution(x: tf.Tensor4D, dy: tf.Tensor4D, shape: ConvolutionShape): tf.Tensor4D {
  const { input, stride } = shape;
  const [, height, width] = dy.shape;
  const images = tf.transpose(x, [3, 1, 2, 0]);
  const filter = tf.transpose(dy, [1, 2, 0, 3]);
  // as many rows and columns of padding as leave 3 by 3 places for the filter
  const pad = padding(
    stride * (height - 1) + 2 - input.height,
    stride * (width - 1) + 2 - input.width,
  );
  const gradient = tf.conv2d(images, filter, 1, pad, 'NHWC', stride); // [in, 3, 3, out]
  return tf.transpose(gradient, [1, 2, 0, 3]);
}

/** Stride 1: patches `[9 in, pixels]` times dy `[pixels, out]`, the patches cut from whole planes of one channel. */
function byChannels(x: tf.Tensor4D, dy: tf.Tensor4D): tf.Tensor4D {
  const [images, height, width, outChannels] = dy.shape;
  const channels = x.shape[3];
  const pixels = images * height * width;
  const planes = tf.pad(tf.transpose(x, [3, 0, 1, 2]), [
    [0, 0],
    [0, 0],
    [1, 1],
    [1, 1],
  ]);
  const patches = [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column) =>
      tf.reshape(tf.slice(planes, [0, 0, row, column], [channels, images, height, width]), [
        channels,
        pixels,
      ]),
    ),
  );
  const product = tf.matMul(tf.concat(patches, 0), tf.reshape(dy, [pixels, outChannels]));
  return tf.reshape(product, [3, 3, channels, outChannels]);
}

/**
 * One product of patches and dy per image, then their sum: enough work side by side for a GPU, and always added in
 * the same order. (A single long product would be split with atomic additions, whose order changes from run to run.)
 */
function bySamples(x: tf.Tensor4D, dy: tf.Tensor4D, shape: ConvolutionShape): tf.Tensor4D {
  const { input, stride, outChannels } = shape;
  const gradient = spread(dy, stride);
  const [images, height, width] = gradient.shape;
  const padded = tf.pad(x, padding(height + 1 - input.height, width + 1 - input.width));
  const wide = tf.concat(
    [0, 1, 2].map((column) =>
      tf.slice(padded, [0, 0, column, 0], [images, height + 2, width, input.channels]),
    ),
    3,
  );
  const patches = tf.concat(
    [0, 1, 2].map((row) =>
      tf.slice(wide, [0, row, 0, 0], [images, height, width, 3 * input.channels]),
    ),
    3,
  ); // [images, h, w, 9 in]
  const products = tf.matMul(
    tf.reshape(patches, [images, height * width, 9 * input.channels]),
    tf.reshape(gradient, [images, height * width, outChannels]),
    true,
    false,
  );
  return tf.reshape(tf.sum(products, 0), [3, 3, input.channels, outChannels]);
}
