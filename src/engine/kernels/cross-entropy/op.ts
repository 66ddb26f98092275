/** Softmax cross-entropy. Must not import tfjs. */
import type { DeviceArray } from '../storage';
import type { LossRecordIfAny } from '../storage/op';

export interface CrossEntropyKernels {
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
}
