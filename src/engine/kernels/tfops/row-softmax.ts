/** What losses on tf ops share; tensors in and out. */
import * as tf from '@tensorflow/tfjs-core';

/** A scalar loss and the gradient on what it was computed from. */
export interface LossAndGradient {
  readonly value: tf.Tensor;
  readonly gradient: tf.Tensor;
}

/** log-sum-exp and softmax of each row, without overflow. */
export function rowSoftmax(logits: tf.Tensor) {
  const shifted = tf.sub(logits, tf.max(logits, 1, true)); // [batch, columns]
  const exponentials = tf.exp(shifted);
  const total = tf.sum(exponentials, 1, true); // [batch, 1]
  return { shifted, logTotal: tf.log(total), probabilities: tf.div(exponentials, total) };
}
