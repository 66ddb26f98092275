/** The kernels of deep encoders in WGSL, put together from the folder of each; fetched when an encoder asks. */
import { batchNormOnWebGpu } from '../batch-norm/wgsl-host';
import type { DeepKernels } from '../deep';
import { spatialConvolutionOnWebGpu } from '../spatial-convolution/wgsl-host';
import { windowPoolingOnWebGpu } from '../window-pooling/wgsl-host';
import type { Gpu } from './gpu';

export const deepOnWebGpu = (gpu: Gpu): DeepKernels => ({
  ...spatialConvolutionOnWebGpu(gpu),
  ...batchNormOnWebGpu(gpu),
  ...windowPoolingOnWebGpu(gpu),
});
