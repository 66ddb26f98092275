/** tfjs says of most tensors only that they have some number of axes; here the number is asked and then known. */
import type * as tf from '@tensorflow/tfjs-core';

const isMatrix = (x: tf.Tensor): x is tf.Tensor2D => x.rank === 2;
const isImages = (x: tf.Tensor): x is tf.Tensor4D => x.rank === 4;

function otherShape(x: tf.Tensor, wanted: string): never {
  throw new Error(`A tensor of ${x.shape.join(' x ')} numbers is not ${wanted}.`);
}

/** `[rows, columns]`. @throws Error where the tensor has another number of axes. */
export function asMatrix(x: tf.Tensor): tf.Tensor2D {
  return isMatrix(x) ? x : otherShape(x, 'rows and columns');
}

/** `[images, height, width, channels]`, or a filter. @throws Error where the tensor has another number of axes. */
export function asImages(x: tf.Tensor): tf.Tensor4D {
  return isImages(x) ? x : otherShape(x, 'a stack of images');
}
