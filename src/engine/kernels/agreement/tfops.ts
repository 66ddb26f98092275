/** Distances within a batch on tf ops: values and gradients in closed form, no tape. */
import * as tf from '@tensorflow/tfjs-core';
import { asMatrix } from '../tfops/ranks';
import { takeLoss, tensorOf } from '../tfops/tools';
import type { AgreementKernels } from './op';

export const agreementOnTfops: AgreementKernels = {
  meanSquare(x, target, weight, into, record, rowWeights = null) {
    takeLoss(into, record, () => {
      const [rows, columns] = asMatrix(tensorOf(x)).shape;
      const off = tf.sub(tensorOf(x), tensorOf(target));
      const counted = rowWeights ? tf.mul(off, tensorOf(rowWeights)) : off;
      return {
        value: tf.mean(tf.mul(counted, off)),
        gradient: tf.mul(counted, (2 * weight) / (rows * columns)),
      };
    });
  },
};
