/**
 * Device arrays of the tf-ops implementation: a slot holds one immutable tensor and replaces it.
 * An empty slot is an array of zeros. Nothing outside this folder sees a tensor.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceArray } from '../kernels';

/** A device array whose contents are replaced, never written in place. */
export class Slot {
  readonly shape: readonly number[];
  private held: tf.Tensor | null = null;

  constructor(shape: readonly number[]) {
    this.shape = shape;
  }

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

/** The handle the engine sees for a slot. */
export const handle = (slot: Slot): DeviceArray => slot as unknown as DeviceArray;

/** The slot behind a handle made by `handle`. */
export const slotOf = (array: DeviceArray): Slot => array as unknown as Slot;
