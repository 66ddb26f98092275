/**
 * What the folders' tfops.ts share. Two habits are forced by tfjs 4.22's wasm back end: matrices are transposed into tensors
 * of their own before `matMul` (its transposing path is slow, and fused it is wrong), and no buffer is ever a right
 * operand under two shapes (XNNPACK caches by buffer).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../../../protocol/backends';
import type { Activation, DeviceArray } from '../storage';
import type { LossRecord, LossRecordIfAny } from '../storage/op';
import { TfopsRecorder } from './batches';
import { asMatrix } from './ranks';
import type { LossAndGradient } from './row-softmax';
import { slotOf } from './slots';

export const tensorOf = (array: DeviceArray): tf.Tensor => slotOf(array).tensor;

/** An array of rows and columns. */
export const matrixOf = (array: DeviceArray): tf.Tensor2D => asMatrix(tensorOf(array));

export const activate = (x: tf.Tensor, activation: Activation): tf.Tensor =>
  activation === 'relu' ? tf.relu(x) : x;

/** x^T in a buffer of its own: a transpose with a side of 1 would only be another view of x. */
export function transposed(x: tf.Tensor2D): tf.Tensor2D {
  const turned = tf.transpose(x);
  return x.shape[0] === 1 || x.shape[1] === 1 ? tf.mul(turned, 1) : turned;
}

/** Records a loss, if it is to be, and adds its gradient. */
export function takeLoss(
  into: DeviceArray,
  { recorder, name }: LossRecordIfAny,
  compute: () => LossAndGradient,
): void {
  const { value, gradient } = tf.tidy(() => {
    const result = compute();
    return { value: tf.keep(result.value), gradient: tf.keep(result.gradient) };
  });
  if (recorder) TfopsRecorder.of(recorder).append(name, value);
  else value.dispose();
  slotOf(into).accumulate(() => tf.clone(gradient));
  gradient.dispose();
}

/** Records what is worked out here. */
export function record({ recorder, name }: LossRecord, compute: () => tf.Tensor): void {
  TfopsRecorder.of(recorder).append(name, tf.keep(tf.tidy(compute)));
}

/** A back end of tfjs and the constants used in every step on it, by size. */
export class TfopsTools {
  readonly backend: BackendName;
  private readonly rowsOfOnes = new Map<number, tf.Tensor2D>();
  private readonly identities = new Map<number, tf.Tensor2D>();

  constructor(backend: BackendName) {
    this.backend = backend;
  }

  /** A row of ones `[1, count]`. */
  ones(count: number): tf.Tensor2D {
    return constant(this.rowsOfOnes, count, () => tf.ones<tf.Rank.R2>([1, count]));
  }

  /** Ones on the diagonal `[size, size]`. */
  identity(size: number): tf.Tensor2D {
    return constant(this.identities, size, () => tf.eye(size));
  }

  /** Columns added up, `[columns]`: by a product with ones on wasm, which sums leading axes slowly. */
  columnSums(x: tf.Tensor2D): tf.Tensor {
    const [rows, columns] = x.shape;
    return this.backend === 'wasm'
      ? tf.reshape(tf.matMul(this.ones(rows), x), [columns])
      : tf.sum(x, 0);
  }

  /** Frees the constants. */
  free(): void {
    for (const constants of [this.rowsOfOnes, this.identities]) {
      for (const made of constants.values()) made.dispose();
      constants.clear();
    }
  }
}

/** A constant of that size, made when it is first asked for. */
function constant(
  made: Map<number, tf.Tensor2D>,
  size: number,
  make: () => tf.Tensor2D,
): tf.Tensor2D {
  const held = made.get(size) ?? tf.keep(tf.tidy(make));
  made.set(size, held);
  return held;
}
