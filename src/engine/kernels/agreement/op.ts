/** How far numbers of a batch are from others. Must not import tfjs. */
import type { DeviceArray } from '../storage';
import type { LossRecord } from '../storage/op';

export interface AgreementKernels {
  /**
   * Records the mean over rows and columns of (x - target)^2; into += weight 2 (x - target) / (rows columns). The target
   * is a constant.
   * @param rowWeights factor on each row's loss and gradient, `[rows, 1]`; all rows count alike where absent.
   */
  meanSquare(
    x: DeviceArray,
    target: DeviceArray,
    weight: number,
    into: DeviceArray,
    record: LossRecord,
    rowWeights?: DeviceArray | null,
  ): void;
}
