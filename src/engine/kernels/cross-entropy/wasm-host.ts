/** What the host asks of cross-entropy/wasm.ts. */
import type { DeviceArray } from '../storage';
import type { LossRecordIfAny } from '../storage/op';
import { contentOf, wasmArray } from '../wasm/arrays';
import { WasmRecorder } from '../wasm/batches';
import type { Machine } from '../wasm/machine';
import type { CrossEntropyKernels } from './op';

export function crossEntropyOnWasm(machine: Machine): CrossEntropyKernels {
  const run = (
    teaches: 0 | 1,
    logits: DeviceArray,
    targets: DeviceArray,
    weight: number,
    into: DeviceArray,
    { recorder, name }: LossRecordIfAny,
    rowWeights: DeviceArray | null,
  ) => {
    const { rows, width } = wasmArray(logits);
    const read = [contentOf(logits), contentOf(targets)];
    const { array, adds } = wasmArray(into).target();
    const counter = recorder && WasmRecorder.of(recorder).counter(name);
    machine.run(
      'crossEntropy',
      [...read, array, counter, rowWeights && contentOf(rowWeights)],
      [rows, width, adds, teaches],
      [weight / rows],
      (1 + teaches) * width,
    );
  };
  return {
    softmax(logits, out) {
      const { rows, width } = wasmArray(logits);
      const z = contentOf(logits);
      // the gradient of a cross-entropy whose targets are the zeros that it replaces
      wasmArray(out).clear();
      const zeros = contentOf(out);
      machine.run('crossEntropy', [z, zeros, zeros, null, null], [rows, width, 0, 0], [1], width);
    },
    crossEntropy: (logits, labels, weight, into, record, rowWeights = null) =>
      run(0, logits, labels, weight, into, record, rowWeights),
    divergence: (logits, teacher, weight, into, record, rowWeights = null) =>
      run(1, logits, teacher, weight, into, record, rowWeights),
    columnSoftmax(logits, out, logSums) {
      const { rows, width } = wasmArray(logits);
      const spans = [contentOf(logits), wasmArray(out).fresh(), contentOf(logSums)];
      machine.run('columnSoftmax', spans, [rows, width], [], rows);
    },
    totalCorrelation(logits, labels, logSums, modalities, { recorder, name }) {
      const { rows, width } = wasmArray(logits);
      const counter = WasmRecorder.of(recorder).counter(name);
      const spans = [logits, labels, logSums].map(contentOf);
      const less = modalities * Math.log(rows);
      machine.run('totalCorrelation', [...spans, counter], [rows, width], [less], width);
    },
    totalCorrelationGradient(columns, classShares, labels, into) {
      const { rows, width } = wasmArray(columns);
      const spans = [columns, classShares, labels, into].map(contentOf);
      machine.run('totalCorrelationGradient', spans, [rows, width]);
    },
  };
}
