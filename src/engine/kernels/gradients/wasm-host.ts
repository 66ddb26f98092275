/** What the host asks of gradients/wasm.ts. */
import { joined } from '../arena-layout';
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import { WasmRecorder } from '../wasm/batches';
import type { Machine } from '../wasm/machine';
import type { GradientKernels } from './op';

export const gradientsOnWasm = (machine: Machine): GradientKernels => ({
  modulateGradient(arena, name, factor, noise, moreSpread = 0) {
    const gradient = WasmArena.of(arena).gradient(name);
    const spans = [gradient, contentOf(factor), noise && contentOf(noise)];
    machine.run('modulate', spans, [gradient.count], [moreSpread]);
  },
  gradientNorm(arena, names, out) {
    const { gradients } = WasmArena.of(arena).together(names);
    machine.run('norm', [gradients, wasmArray(out).fresh()], [gradients.count, 0]);
  },
  largestGradient(arena, names, out) {
    const into = wasmArray(out).fresh();
    names.forEach((name, k) => {
      const gradient = WasmArena.of(arena).gradient(name);
      machine.run('largest', [gradient, into], [gradient.count, Number(k > 0)]);
    });
  },
  relativeGradientNorm(arena, names, { recorder, name }) {
    const { gradients, values } = WasmArena.of(arena).together(names);
    const counter = WasmRecorder.of(recorder).counter(name);
    machine.run('recordNormRatio', [gradients, values, counter], [gradients.count]);
  },
  readGradients: async (arena, names) =>
    joined(names.map((name) => machine.read(WasmArena.of(arena).gradient(name)))),
  clearGradients: (arena) => WasmArena.of(arena).clearGradients(),
});
