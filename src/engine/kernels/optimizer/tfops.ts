/** The optimizers on tf ops: the arena holds parameters and moments as flat tensors. */
import { TfopsArena } from '../tfops/arena';
import type { OptimizerKernels } from './op';

export const optimizerOnTfops: OptimizerKernels = {
  sgd: (arena, options) => TfopsArena.of(arena).sgd(options),
  adam: (arena, options) => TfopsArena.of(arena).adam(options),
};
