/**
 * Mini-batches and loss records of the tf-ops implementation: each epoch gathers every source once in the
 * epoch's order, each step slices it; losses stay on the device until they are read together.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BatchFeeder, DeviceArray, LossRecorder } from '../kernels';
import { handle, Slot, slotOf } from './slots';

export class TfopsFeeder implements BatchFeeder {
  readonly batches: readonly DeviceArray[];
  private readonly sources: readonly Slot[];
  private readonly shuffled: readonly Slot[];
  private readonly current: readonly Slot[];
  private readonly batchSize: number;
  private step = 0;

  constructor(sources: readonly DeviceArray[], batchSize: number) {
    this.batchSize = batchSize;
    this.sources = sources.map(slotOf);
    this.shuffled = this.sources.map((source) => new Slot(source.shape));
    this.current = this.sources.map((source) => new Slot([batchSize, ...source.shape.slice(1)]));
    this.batches = this.current.map(handle);
  }

  startEpoch(order: Int32Array): void {
    this.step = 0;
    this.sources.forEach((source, i) => {
      this.shuffled[i]?.set(() => tf.gather(source.tensor, tf.tensor1d(order, 'int32')));
    });
  }

  next(): void {
    const begin = this.step * this.batchSize;
    this.step += 1;
    this.shuffled.forEach((source, i) => {
      this.current[i]?.set(() => takeRows(source.tensor, begin, this.batchSize));
    });
  }

  free(): void {
    for (const slot of [...this.shuffled, ...this.current]) slot.clear();
  }
}

/** Rows `begin .. begin + count - 1` of any tensor. */
export function takeRows(source: tf.Tensor, begin: number, count: number): tf.Tensor {
  const rest = source.shape.slice(1);
  return tf.slice(source, [begin, ...rest.map(() => 0)], [count, ...rest]);
}

export class TfopsRecorder implements LossRecorder {
  private readonly held = new Map<string, tf.Tensor[]>();

  /** Takes ownership of a scalar. */
  append(name: string, scalar: tf.Tensor): void {
    const list = this.held.get(name);
    if (list) list.push(scalar);
    else this.held.set(name, [scalar]);
  }

  async drain(): Promise<Record<string, number>> {
    const names = [...this.held.keys()];
    const lists = names.map((name) => this.held.get(name) ?? []);
    this.held.clear();
    if (names.length === 0) return {};
    const all = tf.tidy(() => tf.stack(lists.flat()));
    for (const scalar of lists.flat()) scalar.dispose();
    try {
      const values = (await all.data()) as Float32Array;
      const means: Record<string, number> = {};
      let begin = 0;
      names.forEach((name, i) => {
        const count = lists[i]?.length ?? 0;
        let total = 0;
        for (let k = begin; k < begin + count; k++) total += values[k] as number;
        means[name] = total / count;
        begin += count;
      });
      return means;
    } finally {
      all.dispose();
    }
  }

  free(): void {
    for (const list of this.held.values()) for (const scalar of list) scalar.dispose();
    this.held.clear();
  }
}
