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
