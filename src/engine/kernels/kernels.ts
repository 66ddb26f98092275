/**
 * The kernel interface: every number the engine computes goes through it. It speaks of opaque arrays
 * and of parameters by name, never of tensors, so that an implementation may replace immutable tensors
 * (tf ops) or write ranges of one buffer in place (WGSL). Each group of kernels has a folder: what it is (op.ts), how it is
 * done in each implementation, and its cases. Must not import tfjs.
 *
 * Gradients and accumulators: `clear` marks zero, every gradient kernel then adds.
 */
import type { VariantName } from '../../protocol/backends';
import type { AgreementKernels } from './agreement/op';
import type { ContrastKernels } from './contrast/op';
import type { ConvolutionKernels } from './convolution/op';
import type { CrossEntropyKernels } from './cross-entropy/op';
import type { DeepOnRequest } from './deep';
import type { ElementwiseKernels } from './elementwise/op';
import type { FormulaKernels } from './formula/op';
import type { GradientKernels } from './gradients/op';
import type { LabelKernels } from './label/op';
import type { LinearKernels } from './linear/op';
import type { NearnessKernels } from './nearness/op';
import type { OptimizerKernels } from './optimizer/op';
import type { PoolingKernels } from './pooling/op';
import type { StorageKernels } from './storage/op';

export type { Activation, DeviceArray, ParameterArena, ParameterSpec, Rows } from './storage';
export { BatchRows } from './storage';
export type { BatchFeeder, LossRecord, LossRecorder, Stepper } from './storage/op';

/** Everything the engine asks of a device. */
export interface Kernels
  extends StorageKernels,
    ElementwiseKernels,
    LinearKernels,
    CrossEntropyKernels,
    ContrastKernels,
    AgreementKernels,
    FormulaKernels,
    LabelKernels,
    NearnessKernels,
    GradientKernels,
    OptimizerKernels,
    DeepOnRequest {
  readonly backend: VariantName;
  /** For encoders of images. */
  readonly convolution: ConvolutionKernels & PoolingKernels;
}
