/**
 * Max pooling with any window on tf ops, from the pixels under each tap of the window: tfjs's own will not do on wasm for a
 * window of one pixel, and none of its gradients picks the first of equal maxima.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Window, WindowShape } from '../spatial-convolution/op';
import { imagesOf, spread } from '../tfops/images';
import { slotOf } from '../tfops/slots';
import { type WindowPoolingKernels, windowPooled } from './op';

/** Rows and columns of the window's pixels, left to right, top to bottom. */
const tapsOf = ({ height, width }: Window) =>
  Array.from({ length: height * width }, (_, tap) => ({
    row: Math.floor(tap / width),
    column: tap % width,
  }));

/** Sides of an image with its margin, and pixels enough behind it for a whole stride at every tap and place. */
function framed(shape: WindowShape) {
  const { input, window } = shape;
  const { height, width } = windowPooled(shape);
  const { stride, padding } = window;
  return {
    height: Math.max(input.height + padding, window.height - 1 + stride * height),
    width: Math.max(input.width + padding, window.width - 1 + stride * width),
  };
}

/** The pixels under each tap, one `[images, out height, out width, channels]` per tap. */
function underTaps(x: tf.Tensor4D, shape: WindowShape): tf.Tensor4D[] {
  const { input, window } = shape;
  const { stride, padding } = window;
  const { height, width, channels } = windowPooled(shape);
  const [images] = x.shape;
  const frame = framed(shape);
  const all = tf.pad(
    x,
    [
      [0, 0],
      [padding, frame.height - input.height],
      [padding, frame.width - input.width],
      [0, 0],
    ],
    Number.NEGATIVE_INFINITY,
  );
  return tapsOf(window).map(({ row, column }) => {
    const block = [images, stride * height, stride * width, channels];
    const cut = tf.slice(all, [0, row, column, 0], block);
    // every stride-th row and column
    const spaced = tf.reshape(cut, [images * height, stride, width, stride * channels]);
    const first = tf.slice(spaced, [0, 0, 0, 0], [-1, 1, -1, channels]);
    return tf.reshape(first, [images, height, width, channels]);
  });
}

const largestOf = (taps: readonly tf.Tensor4D[]): tf.Tensor4D =>
  taps.reduce((a, b) => tf.maximum(a, b));

function gradientOf(x: tf.Tensor4D, dy: tf.Tensor4D, shape: WindowShape): tf.Tensor4D {
  const { input, window } = shape;
  const { stride, padding } = window;
  const { height, width } = windowPooled(shape);
  const frame = framed(shape);
  const taps = underTaps(x, shape);
  const largest = largestOf(taps);
  let left = dy;
  const shares = tapsOf(window).map(({ row, column }, k) => {
    const tap = taps[k] ?? largest;
    const taken = tf.where(tf.equal(tap, largest), left, tf.zerosLike(left));
    // exactly 0 is left where the share was taken
    left = tf.sub(left, taken);
    return tf.pad(spread(taken, stride), [
      [0, 0],
      [row, frame.height + padding - row - stride * height],
      [column, frame.width + padding - column - stride * width],
      [0, 0],
    ]);
  });
  return tf.slice(tf.addN(shares), [0, padding, padding, 0], [-1, input.height, input.width, -1]);
}

export const windowPoolingOnTfops: WindowPoolingKernels = {
  windowMax(x, shape, out) {
    slotOf(out).set(() =>
      tf.reshape(largestOf(underTaps(imagesOf(x, shape.input), shape)), [...out.shape]),
    );
  },
  windowMaxGradient(x, dy, shape, into) {
    slotOf(into).accumulate(() => {
      const images = imagesOf(x, shape.input);
      const gradient = gradientOf(images, imagesOf(dy, windowPooled(shape)), shape);
      return tf.reshape(gradient, [...into.shape]);
    });
  },
};
