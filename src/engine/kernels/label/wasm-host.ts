/** What the host asks of label/wasm.ts. */
import type { DeviceArray } from '../storage';
import { contentOf, wasmArray } from '../wasm/arrays';
import { WasmRecorder } from '../wasm/batches';
import type { Machine } from '../wasm/machine';
import { type LabelKernels, NO_LIMIT } from './op';

export function labelOnWasm(machine: Machine): LabelKernels {
  const score = (
    logits: DeviceArray,
    targets: DeviceArray,
    out: DeviceArray,
    logarithm: 0 | 1,
    most: number,
  ) => {
    const { rows, width } = wasmArray(logits);
    const spans = [contentOf(logits), contentOf(targets), wasmArray(out).fresh()];
    const each = out.shape.length > 1;
    machine.run('labelScore', spans, [rows, width, logarithm, Number(each)], [most], width);
  };
  return {
    record(value, { recorder, name }) {
      const source = contentOf(value);
      const counter = WasmRecorder.of(recorder).counter(name);
      machine.run('record', [source, counter], [source.count]);
    },
    labelProbability: (logits, targets, out) => score(logits, targets, out, 0, NO_LIMIT),
    labelNll: (logits, targets, out, most = NO_LIMIT) => score(logits, targets, out, 1, most),
  };
}
