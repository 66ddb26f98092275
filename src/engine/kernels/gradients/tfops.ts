/** Gradients of parameters as a whole, on tf ops. */
import * as tf from '@tensorflow/tfjs-core';
import type { ParameterArena } from '../storage';
import { TfopsArena } from '../tfops/arena';
import { numbersOf, slotOf } from '../tfops/slots';
import { record, tensorOf } from '../tfops/tools';
import type { GradientKernels } from './op';

const gradientsOf = (arena: ParameterArena, names: readonly string[]): tf.Tensor[] =>
  names.map((name) => TfopsArena.of(arena).gradient(name).tensor);

/** Sum of all squares. */
const squares = (tensors: readonly tf.Tensor[]): tf.Tensor =>
  tf.addN(tensors.map((tensor) => tf.sum(tf.square(tensor))));

/** Standard deviation (n - 1, as PyTorch's) of all elements. */
const standardDeviation = (x: tf.Tensor): tf.Tensor =>
  tf.sqrt(tf.div(tf.sum(tf.square(tf.sub(x, tf.mean(x)))), Math.max(1, x.size - 1)));

export const gradientsOnTfops: GradientKernels = {
  modulateGradient(arena, name, factor, noise, moreSpread = 0) {
    const slot = TfopsArena.of(arena).gradient(name);
    const gradient = slot.tensor;
    slot.set(() => {
      const scaled = tf.mul(gradient, tensorOf(factor));
      if (noise === null) return scaled;
      const drawn = tf.reshape(tensorOf(noise), gradient.shape);
      const spread = tf.add(standardDeviation(gradient), moreSpread);
      return tf.add(scaled, tf.mul(drawn, spread));
    });
  },
  gradientNorm(arena, names, out) {
    const gradients = gradientsOf(arena, names);
    slotOf(out).set(() => tf.reshape(tf.sqrt(squares(gradients)), [1]));
  },
  largestGradient(arena, names, out) {
    const gradients = gradientsOf(arena, names);
    slotOf(out).set(() =>
      tf.reshape(tf.max(tf.stack(gradients.map((tensor) => tf.max(tf.abs(tensor))))), [1]),
    );
  },
  relativeGradientNorm(arena, names, where) {
    const gradients = gradientsOf(arena, names);
    const values = names.map((name) => TfopsArena.of(arena).value(name));
    record(where, () => tf.sqrt(tf.div(squares(gradients), squares(values))));
  },
  async readGradients(arena, names) {
    const gradients = gradientsOf(arena, names);
    const all = tf.tidy(() => tf.concat(gradients.map((tensor) => tf.reshape(tensor, [-1]))));
    const values = await numbersOf(all);
    all.dispose();
    return values;
  },
  clearGradients: (arena) => TfopsArena.of(arena).clearGradients(),
};
