/** What the host asks of agreement/wgsl.ts. */
import { WebGpuRecorder } from '../webgpu/batches';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { AgreementKernels } from './op';
import * as programs from './wgsl';

export const agreementOnWebGpu = (gpu: Gpu): AgreementKernels => ({
  meanSquare(x, target, weight, into, { recorder, name }, rowWeights = null) {
    const { rows, width: columns } = matrixOf(x);
    const read = { x: matrixOf(x).content(), target_: matrixOf(target).content() };
    const { array, adds } = matrixOf(into).target();
    const counter = WebGpuRecorder.of(recorder).count(name, rows);
    const numbers = { columns, adds, scale: (2 * weight) / (rows * columns) };
    const arrays = { ...read, into: array, counter };
    if (rowWeights) {
      const weights = matrixOf(rowWeights).content();
      gpu.run(programs.meanSquareOfRows, { ...arrays, weights }, numbers, rows);
    } else {
      gpu.run(programs.meanSquare, arrays, numbers, rows);
    }
  },
});
