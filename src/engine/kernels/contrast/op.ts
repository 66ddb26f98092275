/** The contrastive loss of R7 (DUC). Must not import tfjs. */
import type { DeviceArray } from '../storage';
import type { LossRecord } from '../storage/op';

/** How two features are compared by the contrastive loss. */
export type Similarity = 'cosine' | 'dot';

export interface ContrastOptions {
  readonly similarity: Similarity;
  /** DUC temperature tau, > 0. */
  readonly temperature: number;
  /** Factor on the gradient; the recorded value stays unweighted. */
  readonly weight: number;
  /** One-hot labels `[batch, classes]`: when given, samples of the same class are not negatives. */
  readonly sameClass: DeviceArray | null;
  /**
   * Factor on each row's loss and gradient, `[batch, 1]`; a row of weight 0 is nobody's negative either. All rows count
   * alike where absent.
   */
  readonly rowWeights?: DeviceArray | null;
}

export interface ContrastKernels {
  /**
   * The contrastive loss of R7 for one teacher and student on the dimensions of `mask`; the teacher is a constant.
   * Records -mean log softmax_j(<s_i, t_j> / tau) at j = i; student gradient is added into `into`.
   * @param mask `[1, dims]`, 1 on the complementary dimensions, 0 elsewhere.
   */
  contrast(
    student: DeviceArray,
    teacher: DeviceArray,
    mask: DeviceArray,
    options: ContrastOptions,
    into: DeviceArray,
    record: LossRecord,
  ): void;
}
