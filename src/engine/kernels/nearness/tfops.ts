/** Distances of features to class prototypes on tf ops, and their gradient (PMR's part of the kernels). */
import * as tf from '@tensorflow/tfjs-core';
import { slotOf } from '../tfops/slots';
import { tensorOf } from '../tfops/tools';
import type { NearnessKernels } from './op';

/** Keeps a distance away from zero, where its gradient has no direction. */
const DISTANCE_FLOOR = 1e-6;

/** f_i - p_c for every pair, `[rows, classes, dims]`. */
const differences = (feature: tf.Tensor, prototypes: tf.Tensor): tf.Tensor =>
  tf.sub(tf.expandDims(feature, 1), tf.expandDims(prototypes, 0));

/** -|f_i - p_c|, `[rows, classes]`. */
function negativeDistance(feature: tf.Tensor, prototypes: tf.Tensor): tf.Tensor {
  return tf.neg(tf.sqrt(tf.sum(tf.square(differences(feature, prototypes)), 2)));
}

/** Gradient on f of sum(d * -|f - p|): -sum_c d_ic (f_i - p_c) / |f_i - p_c|, `[rows, dims]`. */
function negativeDistanceGradient(
  feature: tf.Tensor,
  prototypes: tf.Tensor,
  nearness: tf.Tensor,
  dNearness: tf.Tensor,
): tf.Tensor {
  const pull = tf.div(dNearness, tf.minimum(nearness, -DISTANCE_FLOOR)); // -d / distance
  return tf.sum(tf.mul(differences(feature, prototypes), tf.expandDims(pull, 2)), 1);
}

export const nearnessOnTfops: NearnessKernels = {
  nearness(feature, prototypes, out) {
    slotOf(out).set(() => negativeDistance(tensorOf(feature), tensorOf(prototypes)));
  },
  nearnessGradient(feature, prototypes, nearness, dNearness, into) {
    slotOf(into).accumulate(() =>
      negativeDistanceGradient(
        tensorOf(feature),
        tensorOf(prototypes),
        tensorOf(nearness),
        tensorOf(dNearness),
      ),
    );
  },
};
