/** What the host asks of nearness/wasm.ts. */
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine } from '../wasm/machine';
import type { NearnessKernels } from './op';

export const nearnessOnWasm = (machine: Machine): NearnessKernels => ({
  nearness(feature, prototypes, out) {
    const { rows } = wasmArray(feature);
    const { rows: classes, width } = wasmArray(prototypes);
    const spans = [contentOf(feature), contentOf(prototypes), wasmArray(out).fresh()];
    machine.run('nearness', spans, [rows, classes, width]);
  },
  nearnessGradient(feature, prototypes, nearness, dNearness, into) {
    const { rows } = wasmArray(feature);
    const { rows: classes, width } = wasmArray(prototypes);
    const read = [feature, prototypes, nearness, dNearness].map(contentOf);
    const { array, adds } = wasmArray(into).target();
    machine.run('nearnessGradient', [...read, array], [rows, classes, width, adds]);
  },
});
