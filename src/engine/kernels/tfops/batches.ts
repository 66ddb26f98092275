/**
 * Mini-batches and loss records of the tf-ops implementation: each epoch gathers every source once in the
 * epoch's order, each step slices it; losses stay on the device until they are read together.
 */
import * as tf from '@tensorflow/tfjs-core';
import { numberAt } from '../../../math/numbers';
import { BatchesToServe, type BatchRows, type DeviceArray, ForeignError } from '../storage';
import type { BatchFeeder, LossRecorder, Samples } from '../storage/op';
import { numbersOf, Slot, slotOf } from './slots';

/** One source on its way to the step. */
interface Stream {
  readonly source: Slot;
  /** The whole source in the epoch's order. */
  readonly shuffled: Slot;
  readonly batch: Slot;
}

export class TfopsFeeder implements BatchFeeder {
  readonly batch: Samples;
  private readonly streams: readonly Stream[];
  private readonly rows: BatchRows;
  private batches: BatchesToServe | null = null;

  constructor({ inputs, targets }: Samples, rows: BatchRows) {
    const stream = (array: DeviceArray): Stream => {
      const source = slotOf(array);
      const batch = new Slot([rows, ...source.shape.slice(1)]);
      return { source, shuffled: new Slot(source.shape), batch };
    };
    const ofInputs = inputs.map(stream);
    const ofTargets = stream(targets);
    this.rows = rows;
    this.streams = [...ofInputs, ofTargets];
    this.batch = { inputs: ofInputs.map(({ batch }) => batch), targets: ofTargets.batch };
  }

  startEpoch(order: Int32Array, batches?: readonly number[]): void {
    this.batches = new BatchesToServe(this.rows, order.length, batches);
    for (const { source, shuffled } of this.streams) {
      shuffled.set(() => tf.gather(source.tensor, tf.tensor1d(order, 'int32')));
    }
  }

  next(): void {
    if (!this.batches) throw new Error('No epoch has begun.');
    const begin = this.batches.next();
    for (const { shuffled, batch } of this.streams) {
      batch.set(() => takeRows(shuffled.tensor, begin, this.rows.now));
    }
  }

  free(): void {
    for (const { shuffled, batch } of this.streams) {
      shuffled.clear();
      batch.clear();
    }
  }
}

/** Rows `begin .. begin + count - 1` of any tensor. */
export function takeRows(source: tf.Tensor, begin: number, count: number): tf.Tensor {
  const rest = source.shape.slice(1);
  return tf.slice(source, [begin, ...rest.map(() => 0)], [count, ...rest]);
}

export class TfopsRecorder implements LossRecorder {
  /** @throws ForeignError for a recorder of another implementation. */
  static of(recorder: LossRecorder): TfopsRecorder {
    if (recorder instanceof TfopsRecorder) return recorder;
    throw new ForeignError('recorder');
  }

  private readonly held = new Map<string, tf.Tensor[]>();

  /** Takes ownership of a scalar. */
  append(name: string, scalar: tf.Tensor): void {
    const list = this.held.get(name);
    if (list) list.push(scalar);
    else this.held.set(name, [scalar]);
  }

  async drain(): Promise<Record<string, number>> {
    const lists = [...this.held];
    this.held.clear();
    if (lists.length === 0) return {};
    const scalars = lists.flatMap(([, list]) => list);
    const all = tf.tidy(() => tf.stack(scalars));
    for (const scalar of scalars) scalar.dispose();
    try {
      const values = await numbersOf(all);
      let begin = 0;
      return Object.fromEntries(
        lists.map(([name, { length }]) => {
          let total = 0;
          for (let k = begin; k < begin + length; k++) total += numberAt(values, k);
          begin += length;
          return [name, total / length];
        }),
      );
    } finally {
      all.dispose();
    }
  }

  free(): void {
    for (const list of this.held.values()) for (const scalar of list) scalar.dispose();
    this.held.clear();
  }
}
