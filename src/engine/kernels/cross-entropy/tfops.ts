/** Softmax cross-entropy on tf ops: value and gradient in closed form, no tape. */
import * as tf from '@tensorflow/tfjs-core';
import { asMatrix } from '../tfops/ranks';
import { type LossAndGradient, rowSoftmax } from '../tfops/row-softmax';
import { takeLoss, tensorOf } from '../tfops/tools';
import type { CrossEntropyKernels } from './op';

/** Mean cross-entropy of `logits` [batch, columns] against one-hot `targets`; gradient times `weight`. */
export function softmaxCrossEntropy(
  logits: tf.Tensor,
  targets: tf.Tensor,
  weight: number,
): LossAndGradient {
  const [batch] = asMatrix(logits).shape;
  const { shifted, logTotal, probabilities } = rowSoftmax(logits);
  const chosen = tf.sum(tf.mul(shifted, targets), 1, true); // [batch, 1]
  return {
    value: tf.mean(tf.sub(logTotal, chosen)),
    gradient: tf.mul(tf.sub(probabilities, targets), weight / batch),
  };
}

export const crossEntropyOnTfops: CrossEntropyKernels = {
  crossEntropy(logits, labels, weight, into, record) {
    takeLoss(into, record, () => softmaxCrossEntropy(tensorOf(logits), tensorOf(labels), weight));
  },
};
