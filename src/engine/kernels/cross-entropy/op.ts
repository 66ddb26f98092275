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

  /** out[j, c] = exp(z[j, c] - S[c]), a softmax down each column, S[c] = log sum_j exp(z[j, c]); logSums `[1, columns]` += S. */
  columnSoftmax(logits: DeviceArray, out: DeviceArray, logSums: DeviceArray): void;
  /**
   * Records TCMax's loss of a batch: log sum_c exp(logSums[c]) - modalities log batch - mean_i logits[i, y_i].
   * @param logits the sum over modalities, `[batch, classes]`; `logSums` that of their S.
   */
  totalCorrelation(
    logits: DeviceArray,
    labels: DeviceArray,
    logSums: DeviceArray,
    modalities: number,
    record: LossRecord,
  ): void;
  /**
   * The gradient of that loss on one modality's logits: into += classShares[c] columns[j, c] - labels[j, c] / batch.
   * @param columns what `columnSoftmax` gave for it. @param classShares the softmax of `logSums`, `[1, classes]`.
   */
  totalCorrelationGradient(
    columns: DeviceArray,
    classShares: DeviceArray,
    labels: DeviceArray,
    into: DeviceArray,
  ): void;
}
