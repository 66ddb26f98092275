/** What the host asks of label/wgsl.ts. */
import { add } from '../elementwise/wgsl';
import type { DeviceArray } from '../storage';
import { WebGpuRecorder } from '../webgpu/batches';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import { type LabelKernels, NO_LIMIT } from './op';
import { labelProbabilities, labelScore } from './wgsl';

export function labelOnWebGpu(gpu: Gpu): LabelKernels {
  const score = (
    logits: DeviceArray,
    targets: DeviceArray,
    out: DeviceArray,
    logarithm: 0 | 1,
    most: number,
  ) => {
    const z = matrixOf(logits);
    const read = { z: z.content(), targets: matrixOf(targets).content() };
    gpu.run(
      labelScore,
      { ...read, out: matrixOf(out).fresh() },
      { rows: z.rows, columns: z.width, logarithm, most },
      1,
    );
  };
  return {
    record(value, { recorder, name }) {
      const source = matrixOf(value);
      const counter = WebGpuRecorder.of(recorder).count(name, source.count);
      gpu.run(add, { source: source.content(), into: counter }, {}, source.count);
    },
    labelProbability(logits, targets, out) {
      if (out.shape.length < 2) {
        score(logits, targets, out, 0, NO_LIMIT);
        return;
      }
      const z = matrixOf(logits);
      const read = { z: z.content(), targets: matrixOf(targets).content() };
      const arrays = { ...read, out: matrixOf(out).fresh() };
      gpu.run(labelProbabilities, arrays, { columns: z.width }, z.rows);
    },
    labelNll: (logits, targets, out, most = NO_LIMIT) => score(logits, targets, out, 1, most),
  };
}
