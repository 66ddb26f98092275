/** What the host asks of elementwise/wgsl.ts. */
import { inFours } from '../linear/wgsl';
import { WebGpuArena } from '../webgpu/arena';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { ElementwiseKernels } from './op';
import * as programs from './wgsl';

export const elementwiseOnWebGpu = (gpu: Gpu): ElementwiseKernels => ({
  sum(arrays, arena, bias, activation, out) {
    const result = matrixOf(out);
    const contents = arrays.map((array) => matrixOf(array).content());
    const into = result.fresh();
    // without a bias any array will do in its place: it is not read
    const [unread = into] = contents;
    const added = bias ? WebGpuArena.of(arena).value(bias.name) : unread;
    const parts = Object.fromEntries(contents.map((content, k) => [`a${k}`, content]));
    gpu.run(
      programs.sumOf(arrays.length),
      { ...parts, bias: added, out: into },
      {
        columns: bias ? result.width : 0,
        share: bias?.share ?? 0,
        relu: Number(activation === 'relu'),
      },
      result.count,
    );
  },
  multiply(a, b, into) {
    const [left, right, result] = [matrixOf(a), matrixOf(b), matrixOf(into)];
    const factors = { a: left.content(), b: right.content() };
    const { array, adds } = result.target();
    const width = left.count / right.count;
    gpu.run(programs.multiply, { ...factors, into: array }, { width, adds }, result.count);
  },
  sigmoid(x, out) {
    const [input, result] = [matrixOf(x), matrixOf(out)];
    if (input === result) {
      gpu.run(programs.sigmoidInPlace, { x: input.content() }, {}, input.count);
    } else {
      const arrays = { x: input.content(), out: result.fresh() };
      gpu.run(programs.sigmoid, arrays, {}, result.count);
    }
  },
  sigmoidGradient(y, dy) {
    const gradient = matrixOf(dy);
    const arrays = { y: matrixOf(y).content(), dy: gradient.content() };
    gpu.run(programs.sigmoidGradient, arrays, {}, gradient.count);
  },
  reluGradient(y, dy) {
    const gradient = matrixOf(dy);
    if (gradient.zero) return;
    const fours = inFours(gradient.count);
    gpu.run(
      fours ? programs.reluGradient4 : programs.reluGradient,
      { y: matrixOf(y).content(), dy: gradient.content() },
      {},
      fours ? gradient.count / 4 : gradient.count,
    );
  },
});
