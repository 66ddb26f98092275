/** Arrays as stacks of images, for the kernels of images on tf ops. */
import * as tf from '@tensorflow/tfjs-core';
import type { ImageShape } from '../convolution/op';
import type { DeviceArray } from '../storage';
import { tensorOf } from './tools';

/** `[images, height, width, channels]`, whatever the array's own shape. */
export const imagesOf = (
  array: DeviceArray,
  { height, width, channels }: ImageShape,
): tf.Tensor4D => tf.reshape(tensorOf(array), [-1, height, width, channels]);

/** x `[n, h, w, c]` with `stride - 1` zeros after every pixel, `[n, stride h, stride w, c]`. */
export function spread(x: tf.Tensor4D, stride: number): tf.Tensor4D {
  if (stride === 1) return x;
  const [images, height, width, channels] = x.shape;
  const spaced = tf.pad(tf.reshape(x, [images * height, 1, width, channels]), [
    [0, 0],
    [0, stride - 1],
    [0, 0],
    [0, (stride - 1) * channels],
  ]);
  return tf.reshape(spaced, [images, stride * height, stride * width, channels]);
}
