/** What the host asks of elementwise/wasm.ts. */
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine, Span } from '../wasm/machine';
import type { ElementwiseKernels } from './op';

export const elementwiseOnWasm = (machine: Machine): ElementwiseKernels => ({
  sum(arrays, arena, bias, activation, out) {
    const result = wasmArray(out);
    const [first, second = null, ...more] = arrays.map(contentOf);
    if (!first) throw new Error('A sum of nothing was asked for.');
    const { rows, width } = result;
    const into = result.fresh();
    const added = bias && WasmArena.of(arena).value(bias.name);
    /** Two at a time; bias and activation come with the last. */
    const sum = (a: Span, b: Span | null, isLast: boolean) =>
      machine.run(
        'sum',
        [a, b, isLast ? added : null, into],
        [rows, width, Number(isLast && activation === 'relu')],
        [bias?.share ?? 0],
      );
    sum(first, second, more.length === 0);
    more.forEach((next, k) => {
      sum(into, next, k === more.length - 1);
    });
  },
  multiply(a, b, into) {
    const [left, right] = [contentOf(a), contentOf(b)];
    const { array, adds } = wasmArray(into).target();
    const width = left.count / right.count;
    machine.run('multiply', [left, right, array], [right.count, width, adds]);
  },
  sigmoid(x, out) {
    const input = contentOf(x);
    machine.run('sigmoid', [input, wasmArray(out).fresh()], [input.count]);
  },
  sigmoidGradient(y, dy) {
    const gradient = contentOf(dy);
    machine.run('sigmoidGradient', [contentOf(y), gradient], [gradient.count]);
  },
  reluGradient(y, dy) {
    const gradient = wasmArray(dy);
    if (gradient.zero) return;
    machine.run('reluGradient', [contentOf(y), gradient.content()], [gradient.count]);
  },
});
