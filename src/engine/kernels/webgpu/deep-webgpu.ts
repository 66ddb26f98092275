/** The kernels of deep encoders in WGSL, put together from the folder of each; fetched when an encoder asks. */
import { batchNormOnWebGpu } from '../batch-norm/wgsl-host';
import type { DeepKernels } from '../deep';
import { spatialConvolutionOnWebGpu } from '../spatial-convolution/wgsl-host';
import { windowPoolingOnWebGpu } from '../window-pooling/wgsl-host';
import type { Gpu } from './gpu';

export function deepOnWebGpu(gpu: Gpu): DeepKernels {
  // these work on arrays that are larger than what a small device binds
  gpu.takeRanges();
  return {
    ...spatialConvolutionOnWebGpu(gpu),
    ...batchNormOnWebGpu(gpu),
    ...windowPoolingOnWebGpu(gpu),
  };
}
