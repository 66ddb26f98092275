/** What the host asks of optimizer/wgsl.ts: the arena knows where its moments lie. */
import { WebGpuArena } from '../webgpu/arena';
import type { OptimizerKernels } from './op';

export const optimizerOnWebGpu: OptimizerKernels = {
  sgd: (arena, options) => WebGpuArena.of(arena).sgd(options),
  adam: (arena, options) => WebGpuArena.of(arena).adam(options),
};
