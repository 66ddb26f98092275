/** What the host asks of cross-entropy/wasm.ts. */
import { contentOf, wasmArray } from '../wasm/arrays';
import { WasmRecorder } from '../wasm/batches';
import type { Machine } from '../wasm/machine';
import type { CrossEntropyKernels } from './op';

export const crossEntropyOnWasm = (machine: Machine): CrossEntropyKernels => ({
  crossEntropy(logits, labels, weight, into, { recorder, name }, rowWeights = null) {
    const { rows, width } = wasmArray(logits);
    const read = [contentOf(logits), contentOf(labels)];
    const { array, adds } = wasmArray(into).target();
    const counter = recorder && WasmRecorder.of(recorder).counter(name);
    const scale = weight / rows;
    machine.run(
      'crossEntropy',
      [...read, array, counter, rowWeights && contentOf(rowWeights)],
      [rows, width, adds],
      [scale],
      width,
    );
  },
});
