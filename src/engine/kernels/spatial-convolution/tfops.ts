/** Convolution with any kernel on tf ops; gradients are convolutions too. */
import * as tf from '@tensorflow/tfjs-core';
import { TfopsArena } from '../tfops/arena';
import { imagesOf, spread } from '../tfops/images';
import { asImages } from '../tfops/ranks';
import { slotOf } from '../tfops/slots';
import { type SpatialConvolutionKernels, type SpatialShape, spatiallyConvolved } from './op';

type Padding = [[number, number], [number, number], [number, number], [number, number]];

const padded = (down: number, across: number): Padding => [
  [0, 0],
  [down, down],
  [across, across],
  [0, 0],
];

/** dy, spread by the stride, under every place of the kernel turned by 180 degrees, without what falls on the margin. */
function inputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  { input, window }: SpatialShape,
): tf.Tensor4D {
  const { height, width, stride, padding } = window;
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  const all = tf.conv2d(spread(dy, stride), turned, 1, padded(height - 1, width - 1));
  return tf.slice(all, [0, padding, padding, 0], [-1, input.height, input.width, -1]);
}

/** The convolution of x `[in, h, w, n]` with dy `[h, w, n, out]` as its filter, which strides where the kernel did. */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, { window }: SpatialShape): tf.Tensor4D {
  const { height, width, stride, padding } = window;
  const images = tf.transpose(x, [3, 1, 2, 0]);
  const filter = tf.transpose(dy, [1, 2, 0, 3]);
  const pad = padded(padding, padding);
  const gradient = tf.conv2d(images, filter, 1, pad, 'NHWC', stride); // [in, places of dy, out]
  const ofKernel = tf.slice(gradient, [0, 0, 0, 0], [-1, height, width, -1]);
  return tf.transpose(ofKernel, [1, 2, 0, 3]);
}

export const spatialConvolutionOnTfops: SpatialConvolutionKernels = {
  convolve(x, arena, weight, shape, out) {
    const { stride, padding } = shape.window;
    const filter = asImages(TfopsArena.of(arena).value(weight));
    slotOf(out).set(() =>
      tf.reshape(tf.conv2d(imagesOf(x, shape.input), filter, stride, padded(padding, padding)), [
        ...out.shape,
      ]),
    );
  },
  convolveInputGradient(dy, arena, weight, shape, into) {
    const filter = asImages(TfopsArena.of(arena).value(weight));
    slotOf(into).accumulate(() => {
      const gradient = imagesOf(dy, spatiallyConvolved(shape));
      return tf.reshape(inputGradient(gradient, filter, shape), [...into.shape]);
    });
  },
  convolveWeightGradient(x, dy, arena, weight, shape) {
    TfopsArena.of(arena)
      .gradient(weight)
      .accumulate(() =>
        filterGradient(imagesOf(x, shape.input), imagesOf(dy, spatiallyConvolved(shape)), shape),
      );
  },
};
