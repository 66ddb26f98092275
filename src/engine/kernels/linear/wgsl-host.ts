/** What the host asks of linear/wgsl.ts. */
import { WebGpuArena } from '../webgpu/arena';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { LinearKernels } from './op';
import * as programs from './wgsl';
import { inFours, tiles } from './wgsl';

export const linearOnWebGpu = (gpu: Gpu): LinearKernels => ({
  linear(x, arena, weight, bias, activation, out) {
    const parameters = WebGpuArena.of(arena);
    const [input, result] = [matrixOf(x), matrixOf(out)];
    const { rows, width: outputs } = result;
    const inputs = input.count / rows;
    const weights = parameters.value(weight);
    gpu.run(
      inFours(inputs, outputs) ? programs.linear4 : programs.linear,
      {
        x: input.content(),
        w: weights,
        b: bias === null ? weights : parameters.value(bias),
        out: result.fresh(),
      },
      {
        rows,
        inputs,
        outputs,
        hasBias: Number(bias !== null),
        relu: Number(activation === 'relu'),
      },
      tiles(rows, outputs),
    );
  },
  linearInputGradient(dy, arena, weight, into) {
    const [gradient, result] = [matrixOf(dy), matrixOf(into)];
    const content = gradient.content();
    const { array, adds } = result.target();
    const { rows, width: outputs } = gradient;
    const inputs = result.count / rows;
    gpu.run(
      inFours(inputs, outputs) ? programs.linearInputGradient4 : programs.linearInputGradient,
      { dy: content, w: WebGpuArena.of(arena).value(weight), into: array },
      { rows, inputs, outputs, adds },
      tiles(rows, inputs),
    );
  },
  linearWeightGradient(x, dy, arena, weight, bias) {
    const parameters = WebGpuArena.of(arena);
    const [input, gradient] = [matrixOf(x), matrixOf(dy)];
    const { rows, width: outputs } = gradient;
    const inputs = input.count / rows;
    const hasBias = Number(bias !== null);
    const dw = parameters.gradientTarget(weight);
    // without a bias nothing is written in its place
    const db = bias === null ? dw : parameters.gradientTarget(bias);
    const fours = inFours(inputs, outputs);
    gpu.run(
      fours ? programs.linearWeightGradient4 : programs.linearWeightGradient,
      { x: input.content(), dy: gradient.content(), dw: dw.array, db: db.array },
      { rows, inputs, outputs, hasBias, addsWeight: dw.adds, addsBias: db.adds },
      fours ? ((inputs / 4 + hasBias) * outputs) / 4 : tiles(inputs + hasBias, outputs),
    );
  },
});
