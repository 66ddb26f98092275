/** The kernels of deep encoders in WebAssembly, put together from the folder of each. */
import { batchNormOnWasm } from '../batch-norm/wasm-host';
import type { DeepKernels } from '../deep';
import { spatialConvolutionOnWasm } from '../spatial-convolution/wasm-host';
import { windowPoolingOnWasm } from '../window-pooling/wasm-host';
import type { Machine } from './machine';

/** @param binary of wasm/assembly/deep.ts, as the machine's own is built: both multiply and add alike. */
export async function deepOnWasm(machine: Machine, binary: BufferSource): Promise<DeepKernels> {
  await machine.extend(binary);
  return {
    ...spatialConvolutionOnWasm(machine),
    ...batchNormOnWasm(machine),
    ...windowPoolingOnWasm(machine),
  };
}
