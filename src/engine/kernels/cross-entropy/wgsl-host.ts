/** What the host asks of cross-entropy/wgsl.ts. */
import { WebGpuRecorder } from '../webgpu/batches';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { CrossEntropyKernels } from './op';
import * as programs from './wgsl';

export const crossEntropyOnWebGpu = (gpu: Gpu): CrossEntropyKernels => ({
  softmax(logits, out) {
    const z = matrixOf(logits);
    const arrays = { z: z.content(), out: matrixOf(out).fresh() };
    gpu.run(programs.softmax, arrays, { columns: z.width }, z.rows);
  },
  crossEntropy(logits, labels, weight, into, { recorder, name }, rowWeights = null) {
    const z = matrixOf(logits);
    const read = { z: z.content(), targets: matrixOf(labels).content() };
    const weights = rowWeights && { weights: matrixOf(rowWeights).content() };
    const { array, adds } = matrixOf(into).target();
    const numbers = { columns: z.width, scale: weight / z.rows, adds };
    const counter = recorder && {
      counter: WebGpuRecorder.of(recorder).count(name, z.rows),
    };
    const arrays = { ...read, into: array };
    if (weights && counter) {
      gpu.run(programs.crossEntropyOfRows, { ...arrays, ...weights, ...counter }, numbers, z.rows);
    } else if (weights) {
      gpu.run(programs.crossEntropyOfRowsUnrecorded, { ...arrays, ...weights }, numbers, z.rows);
    } else if (counter) {
      gpu.run(programs.crossEntropy, { ...arrays, ...counter }, numbers, z.rows);
    } else {
      gpu.run(programs.crossEntropyUnrecorded, arrays, numbers, z.rows);
    }
  },

  divergence(logits, teacher, weight, into, { recorder, name }, rowWeights = null) {
    const z = matrixOf(logits);
    const read = { z: z.content(), teacher: matrixOf(teacher).content() };
    const { array, adds } = matrixOf(into).target();
    const counter = WebGpuRecorder.of(recorder).count(name, z.rows);
    const numbers = { columns: z.width, scale: weight / z.rows, adds };
    const arrays = { ...read, into: array, counter };
    if (rowWeights) {
      const weights = matrixOf(rowWeights).content();
      gpu.run(programs.divergenceOfRows, { ...arrays, weights }, numbers, z.rows);
    } else {
      gpu.run(programs.divergence, arrays, numbers, z.rows);
    }
  },

  columnSoftmax(logits, out, logSums) {
    const z = matrixOf(logits);
    const { array, adds } = matrixOf(logSums).target();
    const arrays = { z: z.content(), out: matrixOf(out).fresh(), sums: array };
    gpu.run(programs.columnSoftmax, arrays, { rows: z.rows, columns: z.width, adds }, z.width);
  },
  totalCorrelation(logits, labels, logSums, modalities, { recorder, name }) {
    const { rows, width: columns } = matrixOf(logits);
    const arrays = {
      logits: matrixOf(logits).content(),
      labels: matrixOf(labels).content(),
      z: matrixOf(logSums).content(),
      counter: WebGpuRecorder.of(recorder).count(name, rows),
    };
    const less = modalities * Math.log(rows);
    gpu.run(programs.totalCorrelation, arrays, { columns, less }, rows);
  },
  totalCorrelationGradient(columns, classShares, labels, into) {
    const { rows, width } = matrixOf(columns);
    const { array, adds } = matrixOf(into).target();
    const arrays = {
      shares: matrixOf(columns).content(),
      classShares: matrixOf(classShares).content(),
      labels: matrixOf(labels).content(),
      into: array,
    };
    const numbers = { rows, columns: width, adds };
    gpu.run(programs.totalCorrelationGradient, arrays, numbers, rows * width);
  },
});
