/**
 * Device arrays of the tf-ops implementation: a slot holds one immutable tensor and replaces it.
 * An empty slot is an array of zeros. Nothing outside this folder sees a tensor.
 */
import * as tf from '@tensorflow/tfjs-core';
import { DeviceArray, ForeignError } from '../storage';

/** A device array whose contents are replaced, never written in place. */
export class Slot extends DeviceArray {
  private held: tf.Tensor | null = null;

  /** The tensor held, or zeros of the slot's shape where nothing was written. */
  get tensor(): tf.Tensor {
    this.held ??= tf.keep(tf.zeros([...this.shape]));
    return this.held;
  }

  get isZero(): boolean {
    return this.held === null;
  }

  /** Runs `compute` with its intermediates freed and keeps the result in place of the old contents. */
  set(compute: () => tf.Tensor): void {
    const next = tf.keep(tf.tidy(compute));
    this.clear();
    this.held = next;
  }

  /** Adds what `compute` returns to the contents; the first addition after `clear` simply sets. */
  accumulate(compute: () => tf.Tensor): void {
    const before = this.held;
    this.set(before === null ? compute : () => tf.add(before, compute()));
  }

  clear(): void {
    this.held?.dispose();
    this.held = null;
  }
}

/** The slot that an array is. @throws ForeignError for an array of another implementation. */
export function slotOf(array: DeviceArray): Slot {
  if (array instanceof Slot) return array;
  throw new ForeignError('array');
}

/** A tensor's numbers; every tensor here is float32. */
export function numbersOf(tensor: tf.Tensor): Promise<Float32Array> {
  return tensor.data<'float32'>();
}
