/** Softmax cross-entropy on tf ops: value and gradient in closed form, no tape. */
import * as tf from '@tensorflow/tfjs-core';
import { asMatrix } from '../tfops/ranks';
import { type LossAndGradient, rowSoftmax } from '../tfops/row-softmax';
import { slotOf } from '../tfops/slots';
import { record, takeLoss, tensorOf } from '../tfops/tools';
import type { CrossEntropyKernels } from './op';

/**
 * Mean cross-entropy of `logits` [batch, columns] against one-hot `targets`; gradient times `weight`.
 * @param rowWeights factor on each row, [batch, 1].
 */
export function softmaxCrossEntropy(
  logits: tf.Tensor,
  targets: tf.Tensor,
  weight: number,
  rowWeights: tf.Tensor | null = null,
): LossAndGradient {
  const [batch] = asMatrix(logits).shape;
  const { shifted, logTotal, probabilities } = rowSoftmax(logits);
  const chosen = tf.sum(tf.mul(shifted, targets), 1, true); // [batch, 1]
  const losses = tf.sub(logTotal, chosen);
  const gradient = tf.mul(tf.sub(probabilities, targets), weight / batch);
  return rowWeights
    ? { value: tf.mean(tf.mul(losses, rowWeights)), gradient: tf.mul(gradient, rowWeights) }
    : { value: tf.mean(losses), gradient };
}

/** Mean divergence of the softmax of `logits` from that of `teacher`, [batch, columns] each; gradient times `weight`. */
function divergenceOf(
  logits: tf.Tensor,
  teacher: tf.Tensor,
  weight: number,
  rowWeights: tf.Tensor | null,
): LossAndGradient {
  const [batch] = asMatrix(logits).shape;
  const own = rowSoftmax(logits);
  const taught = rowSoftmax(teacher);
  const off = tf.mul(taught.probabilities, tf.sub(taught.shifted, own.shifted));
  const losses = tf.add(tf.sum(off, 1, true), tf.sub(own.logTotal, taught.logTotal)); // [batch, 1]
  const gradient = tf.mul(tf.sub(own.probabilities, taught.probabilities), weight / batch);
  return rowWeights
    ? { value: tf.mean(tf.mul(losses, rowWeights)), gradient: tf.mul(gradient, rowWeights) }
    : { value: tf.mean(losses), gradient };
}

export const crossEntropyOnTfops: CrossEntropyKernels = {
  softmax(logits, out) {
    slotOf(out).set(() => rowSoftmax(tensorOf(logits)).probabilities);
  },
  crossEntropy(logits, labels, weight, into, record, rowWeights = null) {
    takeLoss(into, record, () =>
      softmaxCrossEntropy(
        tensorOf(logits),
        tensorOf(labels),
        weight,
        rowWeights && tensorOf(rowWeights),
      ),
    );
  },

  divergence(logits, teacher, weight, into, record, rowWeights = null) {
    takeLoss(into, record, () =>
      divergenceOf(tensorOf(logits), tensorOf(teacher), weight, rowWeights && tensorOf(rowWeights)),
    );
  },

  columnSoftmax(logits, out, logSums) {
    const z = tensorOf(logits);
    const sums = tf.keep(tf.tidy(() => tf.logSumExp(z, 0, true)));
    slotOf(out).set(() => tf.exp(tf.sub(z, sums)));
    slotOf(logSums).accumulate(() => tf.clone(sums));
    sums.dispose();
  },
  totalCorrelation(logits, labels, logSums, modalities, into) {
    record(into, () => {
      const z = asMatrix(tensorOf(logits));
      const chosen = tf.mean(tf.sum(tf.mul(z, tensorOf(labels)), 1));
      const all = tf.sub(tf.logSumExp(tensorOf(logSums)), modalities * Math.log(z.shape[0]));
      return tf.sub(all, chosen);
    });
  },
  totalCorrelationGradient(columns, classShares, labels, into) {
    const y = asMatrix(tensorOf(labels));
    slotOf(into).accumulate(() =>
      tf.sub(tf.mul(tensorOf(columns), tensorOf(classShares)), tf.div(y, y.shape[0])),
    );
  },
};
