/**
 * Batches of epochs that a method puts together itself: any samples in any number, and beside each place of that order
 * which modalities take part there. A sample that comes twice may take part differently each time, so masks stand by
 * places and not by samples. Order and masks are uploaded once an epoch.
 */
import type { BatchFeeder, DeviceArray, Kernels } from '../../engine/kernels/kernels';
import type { RunContext } from '../method';
import type { EpochPlan, OrderOf } from '../run/epoch-plan';
import type { RaceData } from '../run/race-data';
import { signalKey } from './signals';

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

/**
 * How often each training sample comes in an epoch with a modality that takes part, `[modalities][rows]`.
 * @param rows of the training split.
 */
export function timesShown({ order, shown }: EpochPlan, rows: number): readonly Uint16Array[] {
  return shown.map((mask) => {
    const times = new Uint16Array(rows);
    order.forEach((row, place) => {
      times[row] = (times[row] ?? 0) + (mask?.[place] ?? 1);
    });
    return times;
  });
}

/**
 * What a plan says of each modality, under the key of its signal: how often a training sample comes with it, the mean
 * over all of them, or of one alone.
 * @param row of the training split, for one alone.
 */
export function toldByPlan(
  plan: EpochPlan,
  { train, modalities }: Pick<RaceData, 'train' | 'modalities'>,
  row?: number,
): Record<string, number> {
  const times = timesShown(plan, train.size);
  return Object.fromEntries(
    modalities.map(({ id, position }) => {
      const own = times[position] ?? new Uint16Array(train.size);
      const mean = own.reduce((sum, count) => sum + count, 0) / train.size;
      return [signalKey('timesTrained', id), row === undefined ? mean : (own[row] ?? 0)];
    }),
  );
}
