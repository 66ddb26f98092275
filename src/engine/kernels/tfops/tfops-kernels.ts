/**
 * The kernels on tf ops, put together from the folder of each: run on tfjs's webgpu, wasm and cpu, and are the oracle for
 * any faster implementation. Only forward ops of tfjs-core are used; every gradient is written out.
 */
import type { BackendName } from '../../../protocol/backends';
import { agreementOnTfops } from '../agreement/tfops';
import { contrastOnTfops } from '../contrast/tfops';
import { convolutionOnTfops } from '../convolution/tfops';
import { crossEntropyOnTfops } from '../cross-entropy/tfops';
import { deepOnRequest } from '../deep';
import { elementwiseOnTfops } from '../elementwise/tfops';
import { formulaOnTfops } from '../formula/tfops';
import { gradientsOnTfops } from '../gradients/tfops';
import type { Kernels } from '../kernels';
import { labelOnTfops } from '../label/tfops';
import { linearOnTfops } from '../linear/tfops';
import { nearnessOnTfops } from '../nearness/tfops';
import { optimizerOnTfops } from '../optimizer/tfops';
import { poolingOnTfops } from '../pooling/tfops';
import { storageOnTfops } from '../storage/tfops';
import { TfopsTools } from './tools';

/** What tfjs's back end needs beside its operations; nothing on the processor, which computes before it returns. */
interface TfopsDevice {
  /** Resolves when the device is idle. */
  readonly settle?: () => Promise<void>;
  /** Takes the back end off. */
  readonly leave?: () => void;
}

/** The kernels; after `close` they must not be used. */
export function tfopsKernels(
  backend: BackendName,
  { settle = async () => {}, leave }: TfopsDevice = {},
): Kernels & { close(): void } {
  const tools = new TfopsTools(backend);
  return {
    backend: backend === 'cpu' ? 'cpu' : `${backend} (tfjs)`,
    convolution: { ...convolutionOnTfops(tools), ...poolingOnTfops(tools) },
    ...storageOnTfops(settle),
    ...elementwiseOnTfops,
    ...linearOnTfops(tools),
    ...crossEntropyOnTfops,
    ...contrastOnTfops(tools),
    ...agreementOnTfops,
    ...formulaOnTfops,
    ...labelOnTfops,
    ...nearnessOnTfops,
    ...gradientsOnTfops,
    ...optimizerOnTfops,
    ...deepOnRequest(async () => (await import('./deep-tfops')).deepOnTfops(tools)),
    close() {
      tools.free();
      leave?.();
    },
  };
}
