/** The batches of an epoch: how many there are, and how many rows each has. */
import type { RunContext } from '../method';

export interface EpochBatches {
  /** Steps of an epoch. */
  readonly count: number;
  /** Batches of `context.batch.most` rows. */
  readonly whole: number;
  /** Rows of the smaller batch after them; 0 where there is none, or where it is dropped. */
  readonly last: number;
}

export function epochBatches({
  data,
  batch,
  settings,
}: Pick<RunContext, 'data' | 'batch' | 'settings'>): EpochBatches {
  const whole = Math.floor(data.train.size / batch.most);
  const last = settings.dropLast ? 0 : data.train.size - whole * batch.most;
  return { count: last > 0 ? whole + 1 : whole, whole, last };
}
