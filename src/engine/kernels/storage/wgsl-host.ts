/** What the host asks of storage/wgsl.ts, and all that holds numbers in the graphics card's memory. */
import { add as addRange } from '../elementwise/wgsl';
import { RepeatedSteps } from '../repeated-steps';
import { contentsOf } from '../storage';
import { WebGpuArena } from '../webgpu/arena';
import { WebGpuFeeder, WebGpuRecorder } from '../webgpu/batches';
import type { Gpu } from '../webgpu/gpu';
import { Matrix, matrixOf } from '../webgpu/matrices';
import { part } from '../webgpu/memory';
import type { StorageKernels } from './op';

/** @throws Error when the number of values does not fit. */
function fill(gpu: Gpu, matrix: Matrix, values: Float32Array): void {
  if (values.length !== matrix.count) {
    throw new Error(`${values.length} values do not fill a shape of ${matrix.shape.join(' x ')}.`);
  }
  gpu.write(matrix.fresh(), values);
}

export const storageOnWebGpu = (gpu: Gpu): StorageKernels => ({
  allocate: (sides, holds) => new Matrix((holds && gpu.halves?.memory(gpu, holds)) ?? gpu, sides),
  upload(values, shape) {
    const matrix = new Matrix(gpu, shape);
    fill(gpu, matrix, values);
    return matrix;
  },
  write: (array, values) => fill(gpu, matrixOf(array), values),
  async read(arrays) {
    const values = await gpu.read(arrays.map((array) => matrixOf(array).content()));
    return contentsOf(arrays, values);
  },
  free(arrays) {
    for (const array of arrays) matrixOf(array).free();
  },
  arena: (specs) => new WebGpuArena(gpu, specs),
  feeder: (samples, rows) => new WebGpuFeeder(gpu, samples, rows),
  recorder: () => new WebGpuRecorder(gpu),
  stepper: () => new RepeatedSteps(gpu),
  finish: () => gpu.finish(),
  dispatches: () => gpu.dispatches,
  memory: () => gpu.use,
  rows(source, begin, count, out) {
    const [from, into] = [matrixOf(source), matrixOf(out)];
    gpu.copy(part(from.content(), begin * from.width, count * from.width), into.fresh());
  },
  clear: (array) => matrixOf(array).clear(),
  add(from, into) {
    const [source, result] = [matrixOf(from), matrixOf(into)];
    const content = source.content();
    const { array, adds } = result.target();
    if (adds) gpu.run(addRange, { source: content, into: array }, {}, result.count);
    else gpu.copy(content, array);
  },
});
