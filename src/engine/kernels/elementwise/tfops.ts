/** What is worked out number by number, on tf ops. */
import * as tf from '@tensorflow/tfjs-core';
import { TfopsArena } from '../tfops/arena';
import { slotOf } from '../tfops/slots';
import { activate, tensorOf } from '../tfops/tools';
import type { ElementwiseKernels } from './op';

export const elementwiseOnTfops: ElementwiseKernels = {
  sum(arrays, arena, bias, activation, out) {
    slotOf(out).set(() => {
      let total = arrays.map(tensorOf).reduce((a, b) => tf.add(a, b));
      if (bias) {
        const value = TfopsArena.of(arena).value(bias.name);
        total = tf.add(total, bias.share === 1 ? value : tf.mul(value, bias.share));
      }
      return arrays.length === 1 && !bias && activation === 'linear'
        ? tf.clone(total)
        : activate(total, activation);
    });
  },
  multiply: (a, b, into) => slotOf(into).accumulate(() => tf.mul(tensorOf(a), tensorOf(b))),
  sigmoid: (x, out) => slotOf(out).set(() => tf.sigmoid(tensorOf(x))),
  sigmoidGradient(y, dy) {
    const gradient = tensorOf(dy);
    slotOf(dy).set(() => tf.mul(gradient, tf.mul(tensorOf(y), tf.sub(1, tensorOf(y)))));
  },
  reluGradient(y, dy) {
    const slot = slotOf(dy);
    if (slot.isZero) return;
    const gradient = slot.tensor;
    slot.set(() => tf.mul(gradient, tf.step(tensorOf(y))));
  },
};
