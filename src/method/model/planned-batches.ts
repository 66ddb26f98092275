/**
 * Batches of epochs that a method puts together itself: any samples in any number, and beside each place of that order
 * which modalities take part there. A sample that comes twice may take part differently each time, so masks stand by
 * places and not by samples. Order and masks are uploaded once an epoch.
 */
import type { BatchFeeder, DeviceArray, Kernels } from '../../engine/kernels/kernels';
import type { RunContext } from '../method';
import type { EpochPlan, OrderOf } from '../run/epoch-plan';

export class PlannedBatches {
  /** Samples and masks in one. An order that is not the plan's shows everything. */
  readonly feeder: BatchFeeder;
  /** Per modality, 1 for the rows of the batch that take part with it, else 0, `[batch, 1]`. */
  readonly shown: readonly DeviceArray[];
  private readonly kernels: Kernels;
  private readonly places: number;
  /** Per modality and place of the epoch, `[places, 1]`. */
  private readonly sources: readonly DeviceArray[];
  private readonly masks: BatchFeeder;
  private current: EpochPlan | null = null;

  /**
   * @param samples serves the training samples; whoever made it frees it. @param places of the longest epoch there may be.
   */
  constructor({ kernels, batch, data }: RunContext, samples: BatchFeeder, places: number) {
    this.kernels = kernels;
    this.places = places;
    this.sources = data.modalities.map(() => kernels.allocate([places, 1]));
    const [first, ...others] = this.sources;
    if (!first) throw new Error('A race needs at least one modality.');
    // served as samples are, and one of them in the place of their labels
    this.masks = kernels.feeder({ inputs: others, targets: first }, batch);
    this.shown = [this.masks.batch.targets, ...this.masks.batch.inputs];
    this.feeder = {
      batch: samples.batch,
      startEpoch: (order, batches) => {
        samples.startEpoch(order, batches);
        this.startMasks(order, batches);
      },
      next: () => {
        samples.next();
        this.masks.next();
      },
      free: () => samples.free(),
    };
  }

  /** Of a stage whose epochs `make` puts together. */
  stage(make: (orderOf: OrderOf) => EpochPlan) {
    return {
      feeder: () => this.feeder,
      plan: (orderOf: OrderOf) => {
        this.current = make(orderOf);
        return this.current;
      },
    };
  }

  free(): void {
    this.masks.free();
    this.kernels.free(this.sources);
  }

  private startMasks(order: Int32Array, batches: readonly number[] | undefined): void {
    const { kernels, places, current } = this;
    this.sources.forEach((source, m) => {
      const mask = current?.order === order ? current.shown[m] : null;
      const values = new Float32Array(places).fill(mask ? 0 : 1);
      if (mask) values.set(mask);
      kernels.write(source, values);
    });
    const inTurn = Int32Array.from({ length: order.length }, (_, place) => place);
    this.masks.startEpoch(inTurn, batches);
  }
}
