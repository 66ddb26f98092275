/** All that holds tensors, and moves them. */
import * as tf from '@tensorflow/tfjs-core';
import { contentsOf } from '../storage';
import { TfopsArena } from '../tfops/arena';
import { TfopsFeeder, TfopsRecorder, takeRows } from '../tfops/batches';
import { numbersOf, Slot, slotOf } from '../tfops/slots';
import { tensorOf } from '../tfops/tools';
import type { StorageKernels } from './op';

function fill(slot: Slot, values: Float32Array): void {
  slot.set(() => tf.tensor(values, [...slot.shape], 'float32'));
}

/** @param settle resolves when the device is idle; on the processor nothing is left when a call returns. */
export const storageOnTfops = (settle: () => Promise<void>): StorageKernels => ({
  allocate: (sides) => new Slot(sides),
  upload(values, shape) {
    const slot = new Slot(shape);
    fill(slot, values);
    return slot;
  },
  write: (array, values) => fill(slotOf(array), values),
  read: async (arrays) =>
    contentsOf(arrays, await Promise.all(arrays.map((array) => numbersOf(tensorOf(array))))),
  free(arrays) {
    for (const array of arrays) slotOf(array).clear();
  },
  arena: (specs) => new TfopsArena(specs),
  feeder: (samples, rows) => new TfopsFeeder(samples, rows),
  recorder: () => new TfopsRecorder(),
  // tensors are made anew in every step, so a step is told anew each time
  stepper: () => ({ run: (_, body) => body(), free: () => {} }),
  finish: settle,
  dispatches: () => null,
  memory() {
    const { numTensors, numBytes } = tf.memory();
    return { arrays: numTensors, bytes: numBytes };
  },
  rows: (source, begin, count, out) =>
    slotOf(out).set(() => takeRows(tensorOf(source), begin, count)),
  clear: (array) => slotOf(array).clear(),
  add: (from, into) => slotOf(into).accumulate(() => tf.clone(tensorOf(from))),
});
