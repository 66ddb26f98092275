/** Softmax, and cross-entropy of it, against labels and against a teacher's answers. Must not import tfjs. */
import type { DeviceArray } from '../storage';
import type { LossRecord, LossRecordIfAny } from '../storage/op';

export interface CrossEntropyKernels {
  /** out = softmax of each row of the logits. */
  softmax(logits: DeviceArray, out: DeviceArray): void;
  /**
   * Mean softmax cross-entropy (R2). Records the mean over the batch; into += weight (softmax(z) - y) / batch.
   * @param labels one-hot `[batch, classes]`.
   * @param record its recorder is null where the value is recorded otherwise.
   * @param rowWeights factor on each row's loss and gradient, `[batch, 1]`; all rows count alike where absent.
   */
  crossEntropy(
    logits: DeviceArray,
    labels: DeviceArray,
    weight: number,
    into: DeviceArray,
    record: LossRecordIfAny,
    rowWeights?: DeviceArray | null,
  ): void;
  /**
   * How far answers are from a teacher's: records the mean over rows of KL(softmax(teacher) || softmax(logits)), in
   * nats; into += weight (softmax(logits) - softmax(teacher)) / rows. The teacher is a constant. With both divided by a
   * temperature T the gradient is the one on logits / T (Hinton et al. 2015, arXiv 1503.02531).
   * @param rowWeights factor on each row's loss and gradient, `[rows, 1]`; all rows count alike where absent.
   */
  divergence(
    logits: DeviceArray,
    teacher: DeviceArray,
    weight: number,
    into: DeviceArray,
    record: LossRecord,
    rowWeights?: DeviceArray | null,
  ): void;
}
