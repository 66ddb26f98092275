/** What the host asks of optimizer/wasm.ts: the arena knows where its moments lie. */
import type { Kernels } from '../kernels';
import { WasmArena } from '../wasm/arena';

export const optimizerOnWasm: Pick<Kernels, 'sgd' | 'adam'> = {
  sgd: (arena, options) => WasmArena.of(arena).sgd(options),
  adam: (arena, options) => WasmArena.of(arena).adam(options),
};
