/** What an epoch of a stage serves: plain data. */
import type { Has } from '../model/present';

/** What an epoch serves. */
export interface EpochPlan {
  /** Rows of the training split: some may come more than once, others never. */
  readonly order: Int32Array;
  /** Rows of each batch; they make up the order. */
  readonly batches: readonly number[];
  /** Per modality and place in the order, whether the fused answer sees the feature there; null where it sees all. */
  readonly shown: readonly Has[];
}

/** The seeded order of so many things, the same however often it is asked in an epoch. */
export type OrderOf = (count: number) => Int32Array;
