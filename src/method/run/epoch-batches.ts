/** The batches of an epoch: how many there are, how many rows each has, and what they serve. */
import { evenBatches } from '../../engine/kernels/storage';
import type { RunContext, StageAhead } from '../method';
import type { EpochPlan, OrderOf } from './epoch-plan';

/** What of a run's context says how long an epoch is. */
type Lengths = Pick<RunContext, 'data' | 'batch' | 'settings'>;

export interface EpochBatches {
  /** Steps of an epoch. */
  readonly count: number;
  /** Batches of `context.batch.most` rows. */
  readonly whole: number;
  /** Rows of the smaller batch after them; 0 where there is none, or where it is dropped. */
  readonly last: number;
}

/** Of an epoch that serves every training sample once. */
export function epochBatches({ data, batch, settings }: Lengths): EpochBatches {
  const whole = Math.floor(data.train.size / batch.most);
  const last = settings.dropLast ? 0 : data.train.size - whole * batch.most;
  return { count: last > 0 ? whole + 1 : whole, whole, last };
}

/**
 * An order cut into batches: whole ones and what is left, which the setting `dropLast` leaves out unless it is all there is.
 */
export function inBatches(
  order: Int32Array,
  { batch, settings }: Pick<Lengths, 'batch' | 'settings'>,
): Pick<EpochPlan, 'order' | 'batches'> {
  const batches = evenBatches(order.length, batch.most);
  const left = order.length % batch.most;
  if (!settings.dropLast || left === 0 || batches.length < 2) return { order, batches };
  return { order: order.subarray(0, order.length - left), batches: batches.slice(0, -1) };
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
