/** 2x2 max pooling and averages on tf ops; the pooling's gradient stands in tfops-gradient.ts. */
import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../math/shape';
import { imagesOf } from '../tfops/images';
import { MAX_POOL_2X2_GRADIENT } from '../tfops/replaced-kernels';
import { slotOf } from '../tfops/slots';
import { type TfopsTools, tensorOf } from '../tfops/tools';
import { type PoolingKernels, pooled } from './op';
import { maxPoolGradientInLoop, maxPoolGradientInOps } from './tfops-gradient';

/** Each back end's quickest way through a max pooling. */
const MAX_POOL_GRADIENT = {
  webgpu: maxPoolGradientInOps,
  wasm: (x: tf.Tensor4D, dy: tf.Tensor4D) =>
    tf.engine().runKernel<tf.Tensor4D>(MAX_POOL_2X2_GRADIENT, { x, dy }),
  cpu: maxPoolGradientInLoop,
} as const;

/** How `[rows, count, ...]` is averaged to `[rows, ...]`. */
function averaging(long: readonly number[], short: readonly number[]) {
  const [rows = 1] = short;
  return { rows, width: sizeOf(short) / rows, count: sizeOf(long) / sizeOf(short) };
}

export const poolingOnTfops = (tools: TfopsTools): PoolingKernels => ({
  maxPool(x, shape, out) {
    slotOf(out).set(() =>
      tf.reshape(tf.maxPool(imagesOf(x, shape), 2, 2, 'valid'), [...out.shape]),
    );
  },
  maxPoolGradient(x, dy, shape, into) {
    const gradient = MAX_POOL_GRADIENT[tools.backend];
    slotOf(into).accumulate(() =>
      tf.reshape(gradient(imagesOf(x, shape), imagesOf(dy, pooled(shape)), shape), [...into.shape]),
    );
  },
  average(x, out) {
    const { rows, width, count } = averaging(x.shape, out.shape);
    slotOf(out).set(() => {
      const column: tf.Tensor4D = tf.reshape(tensorOf(x), [rows, count, 1, width]);
      // pooling, because wasm's mean over an axis in the middle is five times slower; it refuses windows of one
      const mean = count === 1 ? column : tf.avgPool(column, [count, 1], 1, 'valid');
      return tf.reshape(mean, [...out.shape]);
    });
  },
  averageGradient(dy, into) {
    const { rows, width, count } = averaging(into.shape, dy.shape);
    slotOf(into).accumulate(() =>
      // a product that broadcasts, because wasm's tile is eighty times slower
      tf.reshape(
        tf.mul(tf.reshape(tensorOf(dy), [rows, 1, width]), tf.fill([1, count, 1], 1 / count)),
        [...into.shape],
      ),
    );
  },
});
