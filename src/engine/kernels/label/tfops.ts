/** Scores at labels on tf ops; tensors in and out. */
import * as tf from '@tensorflow/tfjs-core';
import { rowSoftmax } from '../tfops/row-softmax';

/** log softmax of each row at its label, `[rows, 1]`. */
export function labelLogProbability(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const { shifted, logTotal } = rowSoftmax(logits);
  return tf.sub(tf.sum(tf.mul(shifted, targets), 1, true), logTotal);
}
