/** What the host asks of gradients/wasm.ts. */
import { zip } from '../../../math/zip';
import { joined } from '../arena-layout';
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import { WasmRecorder } from '../wasm/batches';
import type { Machine } from '../wasm/machine';
import { type GradientKernels, LEAST_SQUARE } from './op';

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
  takeGradient(arena, name, out) {
    const owner = WasmArena.of(arena);
    const gradient = owner.gradient(name);
    machine.run('copy', [gradient, wasmArray(out).fresh()], [gradient.count]);
    owner.clearGradient(name);
  },
  compareGradients(arena, names, taken, { both, taken: ofTaken, now }) {
    const outs = [both, ofTaken, now].map((out) => wasmArray(out).fresh());
    for (const [k, [name, array]] of zip(names, taken).entries()) {
      const gradient = WasmArena.of(arena).gradient(name);
      const spans = [gradient, contentOf(array), ...outs];
      machine.run('products', spans, [gradient.count, Number(k > 0)]);
    }
  },
  combineGradients(arena, name, taken, { weights, gamma, scale }) {
    const gradient = WasmArena.of(arena).gradient(name);
    const read = [contentOf(taken), ...weights.map(contentOf)];
    const spans = [gradient, ...read, wasmArray(scale).fresh()];
    machine.run('combine', spans, [gradient.count], [gamma, LEAST_SQUARE]);
  },
  pullToReference(arena, name, reference, strength) {
    const owner = WasmArena.of(arena);
    const gradient = owner.gradient(name);
    const spans = [gradient, owner.value(name), contentOf(reference), contentOf(strength)];
    machine.run('pull', spans, [gradient.count]);
  },
  clearGradients: (arena) => WasmArena.of(arena).clearGradients(),
});
