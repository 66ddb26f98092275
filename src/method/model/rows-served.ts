/** Which rows of its split a feeder serves: for a method that knows something of every sample before its batches come. */
import type { BatchFeeder, BatchRows } from '../../engine/kernels/kernels';

export class RowsServed {
  /** The feeder, with an eye on what it serves. */
  readonly feeder: BatchFeeder;
  private readonly batch: BatchRows;
  private order: Int32Array = new Int32Array(0);
  /** Rows of the epoch served so far. */
  private served = 0;

  constructor(real: BatchFeeder, batch: BatchRows) {
    this.batch = batch;
    this.feeder = {
      batch: real.batch,
      startEpoch: (order, batches) => {
        this.order = order;
        this.served = 0;
        real.startEpoch(order, batches);
      },
      next: () => {
        real.next();
        this.served += batch.now;
      },
      free: () => real.free(),
    };
  }

  /** Of the current batch, by their places in the split. */
  get rows(): Int32Array {
    return this.order.subarray(this.served - this.batch.now, this.served);
  }
}
