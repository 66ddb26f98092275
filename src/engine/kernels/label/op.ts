/** Scores of a batch at its labels, and the record of numbers that a method notes. Must not import tfjs. */
import type { DeviceArray } from '../storage';
import type { LossRecord } from '../storage/op';

/** Larger than any -log p in float32, which ends at 103. */
export const NO_LIMIT = 1e30;

export interface LabelKernels {
  /** Records a single number `[1]`, or the mean of a column `[rows, 1]`. */
  record(value: DeviceArray, record: LossRecord): void;
  /**
   * out `[1]` = sum over the rows of softmax(logits) at the label, or out `[rows, 1]` = each row's own; `targets`
   * one-hot.
   */
  labelProbability(logits: DeviceArray, targets: DeviceArray, out: DeviceArray): void;
  /**
   * out `[1]` = mean over the rows of -log softmax(logits) at the label.
   * @param most no row counts more than this; no limit unless given.
   */
  labelNll(logits: DeviceArray, targets: DeviceArray, out: DeviceArray, most?: number): void;
}
