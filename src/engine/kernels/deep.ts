/**
 * The kernels of deep convolutional encoders, which few races use: each implementation has them in a chunk of its own,
 * WebAssembly in a binary of its own, and fetches them when an encoder asks. Must not import tfjs.
 */
import type { BatchNormKernels } from './batch-norm/op';
import type { SpatialConvolutionKernels } from './spatial-convolution/op';
import type { WindowPoolingKernels } from './window-pooling/op';

export interface DeepKernels
  extends SpatialConvolutionKernels,
    BatchNormKernels,
    WindowPoolingKernels {}

/** How they are come by. */
export interface DeepOnRequest {
  /** Fetches them, once; to be awaited before an encoder that needs them is built. */
  loadDeep(): Promise<void>;
  /** @throws Error before they were loaded. */
  deep(): DeepKernels;
}

/** @param load fetches and makes them. */
export function deepOnRequest(load: () => Promise<DeepKernels>): DeepOnRequest {
  let held: DeepKernels | null = null;
  return {
    async loadDeep() {
      held ??= await load();
    },
    deep() {
      if (!held) throw new Error('The kernels of deep encoders are not loaded.');
      return held;
    },
  };
}
