/** Batch norm on tf ops. What is kept are the batch's mean and variance, of a single pixel the running ones. */
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceArray } from '../storage';
import { TfopsArena } from '../tfops/arena';
import { slotOf } from '../tfops/slots';
import { activate, type TfopsTools, tensorOf } from '../tfops/tools';
import { BATCH_NORM, type BatchNorm, type BatchNormKernels } from './op';

/** `[pixels, channels]` */
const pixelsOf = (array: DeviceArray, { channels }: BatchNorm): tf.Tensor2D =>
  tf.reshape(tensorOf(array), [-1, channels]);

const pixelCount = (array: DeviceArray, { channels }: BatchNorm): number =>
  tensorOf(array).size / channels;

/** A single pixel has no variance. */
const isAlone = (array: DeviceArray, norm: BatchNorm): boolean => pixelCount(array, norm) === 1;

/** Mean and variance `[1, channels]` each, of what was kept `[2, channels]`. */
function statisticsIn(kept: DeviceArray): readonly tf.Tensor[] {
  return tf.split(tensorOf(kept), 2, 0);
}

const standardised = (x: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor): tf.Tensor =>
  tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, BATCH_NORM.epsilon)));

export function batchNormOnTfops(tools: TfopsTools): BatchNormKernels {
  const means = (x: tf.Tensor2D) => tf.div(tools.columnSums(x), x.shape[0]);

  function keep(arena: TfopsArena, x: DeviceArray, norm: BatchNorm, kept: DeviceArray): void {
    slotOf(kept).set(() => {
      const pixels = pixelsOf(x, norm);
      if (isAlone(x, norm)) return tf.stack([arena.value(norm.mean), arena.value(norm.variance)]);
      const mean = means(pixels);
      const variance = means(tf.square(tf.sub(pixels, mean)));
      return tf.stack([mean, variance]);
    });
  }

  /** Moves the running values towards those of a batch of several pixels. */
  function follow(arena: TfopsArena, norm: BatchNorm, kept: DeviceArray, pixels: number): void {
    const { momentum } = BATCH_NORM;
    const unbiased = [1, pixels / (pixels - 1)];
    [norm.mean, norm.variance].forEach((name, k) => {
      arena.change(name, (running) => {
        const batch = tf.slice(tensorOf(kept), [k, 0], [1, norm.channels]);
        return tf.add(
          tf.mul(running, 1 - momentum),
          tf.mul(tf.reshape(batch, [norm.channels]), momentum * (unbiased[k] ?? 1)),
        );
      });
    });
  }

  return {
    normalise(x, arena, norm, residual, out, kept) {
      const parameters = TfopsArena.of(arena);
      const { scale, shift, relu } = norm;
      if (kept) {
        keep(parameters, x, norm, kept);
        if (!isAlone(x, norm)) follow(parameters, norm, kept, pixelCount(x, norm));
      }
      slotOf(out).set(() => {
        const [mean, variance] = kept
          ? statisticsIn(kept)
          : [norm.mean, norm.variance].map((name) => parameters.value(name));
        if (!mean || !variance) throw new Error('A batch norm has a mean and a variance.');
        const even = standardised(pixelsOf(x, norm), mean, variance);
        const moved = tf.add(tf.mul(even, parameters.value(scale)), parameters.value(shift));
        const sum = residual ? tf.add(moved, pixelsOf(residual, norm)) : moved;
        return tf.reshape(activate(sum, relu ? 'relu' : 'linear'), [...out.shape]);
      });
    },
    normaliseGradient(x, out, dy, arena, norm, kept, into) {
      const parameters = TfopsArena.of(arena);
      /** The gradient before the ReLU and the standardised pixels, `[pixels, channels]` each. */
      const parts = () => {
        const [mean, variance] = statisticsIn(kept);
        if (!mean || !variance) throw new Error('A batch norm has a mean and a variance.');
        const above = pixelsOf(dy, norm);
        const open = norm.relu
          ? tf.where(tf.greater(pixelsOf(out, norm), 0), above, tf.zerosLike(above))
          : above;
        return { open, even: standardised(pixelsOf(x, norm), mean, variance), variance };
      };
      const product = (a: tf.Tensor2D, b: tf.Tensor): tf.Tensor2D => tf.mul(a, b);
      parameters.gradient(norm.shift).accumulate(() => tools.columnSums(parts().open));
      parameters.gradient(norm.scale).accumulate(() => {
        const { open, even } = parts();
        return tools.columnSums(product(open, even));
      });
      slotOf(into.x).accumulate(() => {
        const { open, even, variance } = parts();
        const factor = tf.div(
          parameters.value(norm.scale),
          tf.sqrt(tf.add(variance, BATCH_NORM.epsilon)),
        );
        // the running values, which a single pixel was normalised by, are constants
        const inner = isAlone(x, norm)
          ? open
          : tf.sub(tf.sub(open, means(open)), tf.mul(even, means(product(open, even))));
        return tf.reshape(tf.mul(inner, factor), [...into.x.shape]);
      });
      const { residual } = into;
      if (residual) {
        slotOf(residual).accumulate(() => tf.reshape(parts().open, [...residual.shape]));
      }
    },
  };
}
