/** Gradients of parameters as a whole, on tf ops. */
import * as tf from '@tensorflow/tfjs-core';
import { zip } from '../../../math/zip';
import type { ParameterArena } from '../storage';
import { TfopsArena } from '../tfops/arena';
import { numbersOf, slotOf } from '../tfops/slots';
import { record, tensorOf } from '../tfops/tools';
import { type GradientKernels, LEAST_SQUARE } from './op';

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
  takeGradient(arena, name, out) {
    const gradient = TfopsArena.of(arena).gradient(name);
    slotOf(out).set(() => tf.reshape(tf.clone(gradient.tensor), [...out.shape]));
    gradient.clear();
  },
  compareGradients(arena, names, taken, out) {
    const now = gradientsOf(arena, names);
    const before = taken.map((array, k) => tf.reshape(tensorOf(array), now[k]?.shape ?? []));
    const product = (a: readonly tf.Tensor[], b: readonly tf.Tensor[]) =>
      tf.reshape(tf.addN(zip(a, b).map(([x, y]) => tf.sum(tf.mul(x, y)))), [1]);
    slotOf(out.both).set(() => product(before, now));
    slotOf(out.taken).set(() => product(before, before));
    slotOf(out.now).set(() => product(now, now));
    for (const tensor of before) tensor.dispose();
  },
  combineGradients(arena, name, taken, { weights, gamma, scale }) {
    const slot = TfopsArena.of(arena).gradient(name);
    const now = slot.tensor;
    const [first, second] = weights.map(tensorOf);
    if (!first || !second) throw new Error('Two gradients are combined with two weights.');
    const before = () => tf.reshape(tensorOf(taken), now.shape);
    const mixed = () => tf.add(tf.mul(before(), first), tf.mul(now, second));
    slotOf(scale).set(() => {
      const below = tf.maximum(squares([mixed()]), LEAST_SQUARE);
      const ratio = tf.sqrt(tf.div(squares([tf.add(before(), now)]), below));
      return tf.reshape(tf.maximum(ratio, 1), [1]);
    });
    slot.set(() => tf.mul(mixed(), tf.mul(tensorOf(scale), gamma)));
  },
  pullToReference(arena, name, reference, strength) {
    const owner = TfopsArena.of(arena);
    const slot = owner.gradient(name);
    const gradient = slot.tensor;
    const value = owner.value(name);
    slot.set(() => {
      const away = tf.sub(value, tf.reshape(tensorOf(reference), value.shape));
      return tf.add(gradient, tf.mul(away, tensorOf(strength)));
    });
  },
  clearGradients: (arena) => TfopsArena.of(arena).clearGradients(),
};
