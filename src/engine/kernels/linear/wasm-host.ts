/** What the host asks of linear/wasm.ts. */
import type { DeviceArray } from '../storage';
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine, Span } from '../wasm/machine';
import { rounded } from '../wasm/rooms';
import type { LinearKernels } from './op';

/** Where a gradient goes, and whether it is added to what is there. */
type Target = { readonly array: Span; readonly adds: number };

export function linearOnWasm(machine: Machine): LinearKernels {
  const product = (
    x: DeviceArray,
    weights: Span,
    bias: Span | null,
    isRelu: boolean,
    out: DeviceArray,
  ) => {
    const [input, result] = [contentOf(x), wasmArray(out)];
    const { rows, width } = result;
    const spans = [input, weights, bias, result.fresh()];
    machine.run('linear', spans, [rows, input.count / rows, width, Number(isRelu)]);
  };
  const productTransposed = (dy: DeviceArray, weights: Span, into: DeviceArray) => {
    const [gradient, result] = [wasmArray(dy), wasmArray(into)];
    const { rows, width } = gradient;
    const content = gradient.content();
    const { array, adds } = result.target();
    const spans = [content, weights, array];
    const room = rounded(weights.count);
    machine.run('linearInputGradient', spans, [rows, array.count / rows, width, adds], [], room);
  };
  const transposedProduct = (x: DeviceArray, dy: DeviceArray, dw: Target, db: Target | null) => {
    const [input, gradient] = [contentOf(x), wasmArray(dy)];
    const { rows, width } = gradient;
    const spans = [input, gradient.content(), dw.array, db?.array ?? null];
    const numbers = [rows, input.count / rows, width, dw.adds, db?.adds ?? 0];
    machine.run('linearWeightGradient', spans, numbers);
  };
  return {
    linear(x, arena, weight, bias, activation, out) {
      const parameters = WasmArena.of(arena);
      const added = bias === null ? null : parameters.value(bias);
      product(x, parameters.value(weight), added, activation === 'relu', out);
    },
    linearInputGradient(dy, arena, weight, into) {
      productTransposed(dy, WasmArena.of(arena).value(weight), into);
    },
    linearWeightGradient(x, dy, arena, weight, bias) {
      const parameters = WasmArena.of(arena);
      const dw = parameters.gradientTarget(weight);
      transposedProduct(x, dy, dw, bias === null ? null : parameters.gradientTarget(bias));
    },
    product: (a, b, out) => product(a, contentOf(b), null, false, out),
    productTransposed: (a, b, into) => productTransposed(a, contentOf(b), into),
    transposedProduct(a, b, into) {
      // contents first: what is added to may be an array that is still zero
      for (const read of [a, b]) contentOf(read);
      transposedProduct(a, b, wasmArray(into).target(), null);
    },
  };
}
