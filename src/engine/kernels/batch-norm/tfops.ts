/** Batch norm on tf ops. What is kept are the batch's mean and variance. */
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceArray } from '../storage';
import { TfopsArena } from '../tfops/arena';
import { slotOf } from '../tfops/slots';
import { activate, type TfopsTools, tensorOf } from '../tfops/tools';
import { BATCH_NORM, type BatchNorm, type BatchNormKernels } from './op';

/** `[pixels, channels]` */
const pixelsOf = (array: DeviceArray, { channels }: BatchNorm): tf.Tensor2D =>
  tf.reshape(tensorOf(array), [-1, channels]);

/** Mean and variance `[1, channels]` each, of what was kept `[2, channels]`. */
function statisticsIn(kept: DeviceArray): readonly tf.Tensor[] {
  return tf.split(tensorOf(kept), 2, 0);
}

const standardised = (x: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor): tf.Tensor =>
  tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, BATCH_NORM.epsilon)));

export function batchNormOnTfops(tools: TfopsTools): BatchNormKernels {
  const means = (x: tf.Tensor2D) => tf.div(tools.columnSums(x), x.shape[0]);

  function keep(x: DeviceArray, norm: BatchNorm, kept: DeviceArray): void {
    slotOf(kept).set(() => {
      const pixels = pixelsOf(x, norm);
      const mean = means(pixels);
      const variance = means(tf.square(tf.sub(pixels, mean)));
      return tf.stack([mean, variance]);
    });
  }

  /** Moves the running values towards those of the batch. */
  function follow(arena: TfopsArena, norm: BatchNorm, kept: DeviceArray, pixels: number): void {
    const { momentum } = BATCH_NORM;
    const unbiased = [1, pixels / Math.max(1, pixels - 1)];
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
      const { channels, scale, shift, relu } = norm;
      if (kept) {
        keep(x, norm, kept);
        follow(parameters, norm, kept, tensorOf(x).size / channels);
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
        const along = tf.mul(even, means(product(open, even)));
        const factor = tf.div(
          parameters.value(norm.scale),
          tf.sqrt(tf.add(variance, BATCH_NORM.epsilon)),
        );
        return tf.reshape(tf.mul(tf.sub(tf.sub(open, means(open)), along), factor), [
          ...into.x.shape,
        ]);
      });
      const { residual } = into;
      if (residual) {
        slotOf(residual).accumulate(() => tf.reshape(parts().open, [...residual.shape]));
      }
    },
  };
}
