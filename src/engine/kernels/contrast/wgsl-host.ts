/** What the host asks of contrast/wgsl.ts, in the order of the programs there. */
import { WebGpuRecorder } from '../webgpu/batches';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { GpuArray } from '../webgpu/memory';
import type { ContrastKernels } from './op';
import * as programs from './wgsl';

export const contrastOnWebGpu = (gpu: Gpu): ContrastKernels => ({
  contrast(student, teacher, mask, options, into, record) {
    const [s, t] = [matrixOf(student), matrixOf(teacher)];
    const [rows, dims] = [s.rows, s.width];
    const selected = matrixOf(mask).content();
    const form = { dims, cosine: Number(options.similarity === 'cosine') };
    const size = { rows, dims, scale: 1 / options.temperature };
    const ofFeature = () => gpu.allocate(rows * dims);
    const [units, teacherUnits, pulled] = [ofFeature(), ofFeature(), ofFeature()];
    const [lengths, teacherLengths] = [gpu.allocate(rows), gpu.allocate(rows)];
    const pairs = gpu.allocate(rows * rows);
    const unitRows = (x: GpuArray, out: GpuArray, lengths: GpuArray) =>
      gpu.run(programs.maskedRows, { x, mask: selected, out, lengths }, form, rows);
    unitRows(s.content(), units, lengths);
    unitRows(t.content(), teacherUnits, teacherLengths);
    gpu.run(programs.similarity, { s: units, t: teacherUnits, out: pairs }, size, rows * rows);
    if (options.sameClass) {
      const targets = matrixOf(options.sameClass);
      const arrays = { targets: targets.content(), out: pairs };
      gpu.run(programs.excludeSameClass, arrays, { rows, classes: targets.width }, rows * rows);
    }
    const weights = options.rowWeights ? matrixOf(options.rowWeights).content() : null;
    if (weights) {
      gpu.run(programs.excludeAbsent, { weights, out: pairs }, { rows }, rows * rows);
    }
    const counter = WebGpuRecorder.of(record.recorder).count(record.name, rows);
    const weighted = { columns: rows, scale: options.weight / rows };
    if (weights) {
      gpu.run(programs.pairSoftmaxOfRows, { weights, z: pairs, counter }, weighted, rows);
    } else {
      gpu.run(programs.pairSoftmax, { z: pairs, counter }, weighted, rows);
    }
    gpu.run(programs.pull, { pairs, t: teacherUnits, out: pulled }, size, rows * dims);
    const { array, adds } = matrixOf(into).target();
    const back = { pulled, units, lengths, mask: selected, into: array };
    gpu.run(programs.pullBack, back, { ...form, adds }, rows);
    for (const temporary of [units, teacherUnits, pulled, lengths, teacherLengths, pairs]) {
      gpu.free(temporary);
    }
  },
});
