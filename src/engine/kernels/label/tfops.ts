/** Scores at labels on tf ops. */
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceArray } from '../storage';
import { rowSoftmax } from '../tfops/row-softmax';
import { slotOf } from '../tfops/slots';
import { record, tensorOf } from '../tfops/tools';
import type { LabelKernels } from './op';

/** log softmax of each row at its label, `[rows, 1]`. */
function logProbability(logits: DeviceArray, targets: DeviceArray): tf.Tensor {
  const { shifted, logTotal } = rowSoftmax(tensorOf(logits));
  return tf.sub(tf.sum(tf.mul(shifted, tensorOf(targets)), 1, true), logTotal);
}

export const labelOnTfops: LabelKernels = {
  record: (value, where) => record(where, () => tf.reshape(tf.mean(tensorOf(value)), [])),
  labelProbability(logits, targets, out) {
    const isEach = out.shape.length > 1;
    slotOf(out).set(() => {
      const each = tf.exp(logProbability(logits, targets));
      return isEach ? each : tf.reshape(tf.sum(each), [1]);
    });
  },
  labelNll(logits, targets, out, most) {
    slotOf(out).set(() => {
      const each = tf.neg(logProbability(logits, targets));
      return tf.reshape(tf.mean(most === undefined ? each : tf.minimum(each, most)), [1]);
    });
  },
};
