/**
 * The kernels of deep convolutional encoders, which few races use: each implementation has them in a chunk of its own,
 * WebAssembly in a binary of its own, and fetches them when an encoder asks. Must not import tfjs.
 */
import { LabError } from '../../protocol/failure';
import type { BatchNormKernels } from './batch-norm/op';
import type { SpatialConvolutionKernels } from './spatial-convolution/op';
import type { WindowPoolingKernels } from './window-pooling/op';

export interface DeepKernels
  extends SpatialConvolutionKernels,
    BatchNormKernels,
    WindowPoolingKernels {}

/** They are not on this computer: a page that is kept here has them only once they were used. */
class NoDeepKernelsError extends LabError {
  constructor(cause: unknown) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    super(
      'no-deep-kernels',
      `What this encoder computes with cannot be fetched now (${detail}).`,
      'Go online once and train it; from then on it is kept. Or choose another kind of encoder.',
    );
  }
}

/** How they are come by. */
export interface DeepOnRequest {
  /**
   * Fetches them, once; to be awaited before an encoder that needs them is built.
   * @throws LabError `no-deep-kernels` where they cannot be had; asking again tries again.
   */
  loadDeep(): Promise<void>;
  /** @throws Error before they were loaded. */
  deep(): DeepKernels;
}

/** @param load fetches and makes them. */
export function deepOnRequest(load: () => Promise<DeepKernels>): DeepOnRequest {
  let held: DeepKernels | null = null;
  return {
    async loadDeep() {
      try {
        held ??= await load();
      } catch (error) {
        throw new NoDeepKernelsError(error);
      }
    },
    deep() {
      if (!held) throw new Error('The kernels of deep encoders are not loaded.');
      return held;
    },
  };
}
