/** What the host asks of linear/wgsl.ts. */
import type { DeviceArray } from '../storage';
import { WebGpuArena } from '../webgpu/arena';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { GpuArray } from '../webgpu/memory';
import type { LinearKernels } from './op';
import * as programs from './wgsl';
import { inFours, tiles } from './wgsl';

/** Where a gradient goes, and whether it is added to what is there. */
type Target = { readonly array: GpuArray; readonly adds: number };

export function linearOnWebGpu(gpu: Gpu): LinearKernels {
  const product = (
    x: DeviceArray,
    w: GpuArray,
    bias: GpuArray | null,
    isRelu: boolean,
    out: DeviceArray,
  ) => {
    const [input, result] = [matrixOf(x), matrixOf(out)];
    const { rows, width: outputs } = result;
    const inputs = input.count / rows;
    gpu.run(
      inFours(inputs, outputs) ? programs.linear4 : programs.linear,
      { x: input.content(), w, b: bias ?? w, out: result.fresh() },
      { rows, inputs, outputs, hasBias: Number(bias !== null), relu: Number(isRelu) },
      tiles(rows, outputs),
    );
  };
  const productTransposed = (dy: DeviceArray, w: GpuArray, into: DeviceArray) => {
    const [gradient, result] = [matrixOf(dy), matrixOf(into)];
    const content = gradient.content();
    const { array, adds } = result.target();
    const { rows, width: outputs } = gradient;
    const inputs = result.count / rows;
    gpu.run(
      inFours(inputs, outputs) ? programs.linearInputGradient4 : programs.linearInputGradient,
      { dy: content, w, into: array },
      { rows, inputs, outputs, adds },
      tiles(rows, inputs),
    );
  };
  const transposedProduct = (x: DeviceArray, dy: DeviceArray, dw: Target, db: Target | null) => {
    const [input, gradient] = [matrixOf(x), matrixOf(dy)];
    const { rows, width: outputs } = gradient;
    const inputs = input.count / rows;
    const hasBias = Number(db !== null);
    const fours = inFours(inputs, outputs);
    // without a bias nothing is written in its place
    const bias = db ?? dw;
    gpu.run(
      fours ? programs.linearWeightGradient4 : programs.linearWeightGradient,
      { x: input.content(), dy: gradient.content(), dw: dw.array, db: bias.array },
      { rows, inputs, outputs, hasBias, addsWeight: dw.adds, addsBias: bias.adds },
      fours ? ((inputs / 4 + hasBias) * outputs) / 4 : tiles(inputs + hasBias, outputs),
    );
  };
  return {
    linear(x, arena, weight, bias, activation, out) {
      const parameters = WebGpuArena.of(arena);
      const added = bias === null ? null : parameters.value(bias);
      product(x, parameters.value(weight), added, activation === 'relu', out);
    },
    linearInputGradient(dy, arena, weight, into) {
      productTransposed(dy, WebGpuArena.of(arena).value(weight), into);
    },
    linearWeightGradient(x, dy, arena, weight, bias) {
      const parameters = WebGpuArena.of(arena);
      const dw = parameters.gradientTarget(weight);
      transposedProduct(x, dy, dw, bias === null ? null : parameters.gradientTarget(bias));
    },
    product: (a, b, out) => product(a, matrixOf(b).content(), null, false, out),
    productTransposed: (a, b, into) => productTransposed(a, matrixOf(b).content(), into),
    transposedProduct: (a, b, into) => transposedProduct(a, b, matrixOf(into).target(), null),
  };
}
