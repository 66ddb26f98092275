/** The batches of an epoch: how many there are, how many rows each has, and what they serve. */
import { evenBatches } from '../../engine/kernels/storage';
import type { RunContext, StageAhead } from '../method';
import type { EpochPlan, OrderOf } from './epoch-plan';

/** What of a run's context says how long an epoch is. */
type Lengths = Pick<RunContext, 'data' | 'batch' | 'settings'>;

export interface EpochBatches {
  /** Steps of an epoch. */
  readonly count: number;
  /** Batches of `context.batch.whole` rows. */
  readonly whole: number;
  /** Rows of the last batch, where it is of another size; 0 where there is none, or where it is dropped. */
  readonly last: number;
}

/** Of an epoch that serves every training sample once. */
export function epochBatches({ data, batch, settings }: Lengths): EpochBatches {
  const left = settings.dropLast ? data.train.size % batch.whole : 0;
  const batches = evenBatches(data.train.size - left, batch);
  const whole = batches.filter((rows) => rows === batch.whole).length;
  return { count: batches.length, whole, last: batches.length > whole ? (batches.at(-1) ?? 0) : 0 };
}

/**
 * An order cut into batches: whole ones and what is left, which the setting `dropLast` leaves out unless it is all there is.
 */
export function inBatches(
  order: Int32Array,
  { batch, settings }: Pick<Lengths, 'batch' | 'settings'>,
): Pick<EpochPlan, 'order' | 'batches'> {
  const drops = settings.dropLast && order.length > batch.whole;
  const served = drops ? order.subarray(0, order.length - (order.length % batch.whole)) : order;
  return { order: served, batches: evenBatches(served.length, batch) };
}

/** Begins an epoch of a stage that is ready for it: what it serves from now on. */
export function beginEpoch(stage: StageAhead, context: Lengths, orderOf: OrderOf): EpochPlan {
  const { train, modalities } = context.data;
  const plan = stage.plan?.(orderOf) ?? {
    ...inBatches(orderOf(train.size), context),
    shown: modalities.map(() => null),
  };
  stage.feeder().startEpoch(plan.order, plan.batches);
  return plan;
}
