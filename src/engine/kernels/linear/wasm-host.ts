/** What the host asks of linear/wasm.ts. */
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine } from '../wasm/machine';
import { rounded } from '../wasm/rooms';
import type { LinearKernels } from './op';

export const linearOnWasm = (machine: Machine): LinearKernels => ({
  linear(x, arena, weight, bias, activation, out) {
    const parameters = WasmArena.of(arena);
    const [input, result] = [contentOf(x), wasmArray(out)];
    const { rows, width } = result;
    const added = bias === null ? null : parameters.value(bias);
    machine.run(
      'linear',
      [input, parameters.value(weight), added, result.fresh()],
      [rows, input.count / rows, width, Number(activation === 'relu')],
    );
  },
  linearInputGradient(dy, arena, weight, into) {
    const [gradient, result] = [wasmArray(dy), wasmArray(into)];
    const { rows, width } = gradient;
    const weights = WasmArena.of(arena).value(weight);
    const content = gradient.content();
    const { array, adds } = result.target();
    machine.run(
      'linearInputGradient',
      [content, weights, array],
      [rows, array.count / rows, width, adds],
      [],
      rounded(weights.count),
    );
  },
  linearWeightGradient(x, dy, arena, weight, bias) {
    const parameters = WasmArena.of(arena);
    const [input, gradient] = [contentOf(x), wasmArray(dy)];
    const { rows, width } = gradient;
    const dw = parameters.gradientTarget(weight);
    const db = bias === null ? null : parameters.gradientTarget(bias);
    machine.run(
      'linearWeightGradient',
      [input, gradient.content(), dw.array, db?.array ?? null],
      [rows, input.count / rows, width, dw.adds, db?.adds ?? 0],
    );
  },
});
