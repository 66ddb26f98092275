/** What the host asks of agreement/wasm.ts. */
import { contentOf, wasmArray } from '../wasm/arrays';
import { WasmRecorder } from '../wasm/batches';
import type { Machine } from '../wasm/machine';
import type { AgreementKernels } from './op';

export const agreementOnWasm = (machine: Machine): AgreementKernels => ({
  meanSquare(x, target, weight, into, { recorder, name }, rowWeights = null) {
    const { rows, width } = wasmArray(x);
    const read = [x, target].map(contentOf);
    const { array, adds } = wasmArray(into).target();
    const counter = WasmRecorder.of(recorder).counter(name);
    machine.run(
      'meanSquare',
      [...read, array, counter, rowWeights && contentOf(rowWeights)],
      [rows, width, adds],
      [(2 * weight) / (rows * width)],
    );
  },
});
