/** The kernels of deep encoders on tf ops, put together from the folder of each. */
import { batchNormOnTfops } from '../batch-norm/tfops';
import type { DeepKernels } from '../deep';
import { spatialConvolutionOnTfops } from '../spatial-convolution/tfops';
import { windowPoolingOnTfops } from '../window-pooling/tfops';
import type { TfopsTools } from './tools';

export const deepOnTfops = (tools: TfopsTools): DeepKernels => ({
  ...spatialConvolutionOnTfops,
  ...batchNormOnTfops(tools),
  ...windowPoolingOnTfops,
});
