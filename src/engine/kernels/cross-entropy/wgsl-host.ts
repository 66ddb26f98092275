/** What the host asks of cross-entropy/wgsl.ts. */
import { WebGpuRecorder } from '../webgpu/batches';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { CrossEntropyKernels } from './op';
import * as programs from './wgsl';

export const crossEntropyOnWebGpu = (gpu: Gpu): CrossEntropyKernels => ({
  crossEntropy(logits, labels, weight, into, { recorder, name }) {
    const z = matrixOf(logits);
    const read = { z: z.content(), targets: matrixOf(labels).content() };
    const { array, adds } = matrixOf(into).target();
    const arrays = { ...read, into: array };
    const numbers = { columns: z.width, scale: weight / z.rows, adds };
    if (recorder) {
      const counter = WebGpuRecorder.of(recorder).count(name, z.rows);
      gpu.run(programs.crossEntropy, { ...arrays, counter }, numbers, z.rows);
    } else {
      gpu.run(programs.crossEntropyUnrecorded, arrays, numbers, z.rows);
    }
  },
});
