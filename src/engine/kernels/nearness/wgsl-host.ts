/** What the host asks of nearness/wgsl.ts. */
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { NearnessKernels } from './op';
import * as programs from './wgsl';

export const nearnessOnWebGpu = (gpu: Gpu): NearnessKernels => ({
  nearness(feature, prototypes, out) {
    const [p, result] = [matrixOf(prototypes), matrixOf(out)];
    gpu.run(
      programs.nearness,
      { f: matrixOf(feature).content(), prototypes: p.content(), out: result.fresh() },
      { classes: p.rows, dims: p.width },
      result.count,
    );
  },
  nearnessGradient(feature, prototypes, nearness, dNearness, into) {
    const p = matrixOf(prototypes);
    const read = {
      f: matrixOf(feature).content(),
      prototypes: p.content(),
      near: matrixOf(nearness).content(),
      dNear: matrixOf(dNearness).content(),
    };
    const result = matrixOf(into);
    const { array, adds } = result.target();
    const numbers = { classes: p.rows, dims: p.width, adds };
    gpu.run(programs.nearnessGradient, { ...read, into: array }, numbers, result.count);
  },
});
