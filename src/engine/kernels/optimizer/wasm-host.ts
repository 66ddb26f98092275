/** What the host asks of optimizer/wasm.ts: the arena knows where its moments lie. */
import { WasmArena } from '../wasm/arena';
import type { OptimizerKernels } from './op';

export const optimizerOnWasm: OptimizerKernels = {
  sgd: (arena, options) => WasmArena.of(arena).sgd(options),
  adam: (arena, options) => WasmArena.of(arena).adam(options),
};
