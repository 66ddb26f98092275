/** The kernels in WebAssembly, put together from the folder of each. */
import { agreementOnWasm } from '../agreement/wasm-host';
import { contrastOnWasm } from '../contrast/wasm-host';
import { convolutionOnWasm } from '../convolution/wasm-host';
import { crossEntropyOnWasm } from '../cross-entropy/wasm-host';
import { deepOnRequest } from '../deep';
import { elementwiseOnWasm } from '../elementwise/wasm-host';
import { formulaOnWasm } from '../formula/wasm-host';
import { gradientsOnWasm } from '../gradients/wasm-host';
import type { Kernels } from '../kernels';
import { labelOnWasm } from '../label/wasm-host';
import { linearOnWasm } from '../linear/wasm-host';
import { nearnessOnWasm } from '../nearness/wasm-host';
import { optimizerOnWasm } from '../optimizer/wasm-host';
import { poolingOnWasm } from '../pooling/wasm-host';
import { storageOnWasm } from '../storage/wasm-host';
import { Machine } from './machine';

/**
 * @param instance of one of the binaries that are built of these folders' wasm.ts.
 * @param deepBinary fetches that with the kernels of deep encoders, built alike.
 */
export function wasmKernels(
  instance: WebAssembly.Instance,
  backend: Kernels['backend'],
  deepBinary: () => Promise<BufferSource>,
): Kernels {
  const machine = new Machine(instance);
  return {
    backend,
    convolution: { ...convolutionOnWasm(machine), ...poolingOnWasm(machine) },
    ...storageOnWasm(machine),
    ...elementwiseOnWasm(machine),
    ...linearOnWasm(machine),
    ...crossEntropyOnWasm(machine),
    ...contrastOnWasm(machine),
    ...agreementOnWasm(machine),
    ...formulaOnWasm(machine),
    ...labelOnWasm(machine),
    ...nearnessOnWasm(machine),
    ...gradientsOnWasm(machine),
    ...optimizerOnWasm,
    ...deepOnRequest(async () => {
      const [{ deepOnWasm }, binary] = await Promise.all([import('./deep-wasm'), deepBinary()]);
      return deepOnWasm(machine, binary);
    }),
  };
}
