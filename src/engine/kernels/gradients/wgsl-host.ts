/** What the host asks of gradients/wgsl.ts. Sums are taken in parts, by so many threads, and added up by a second program. */
import { zip } from '../../../math/zip';
import { joined } from '../arena-layout';
import { WebGpuArena } from '../webgpu/arena';
import { WebGpuRecorder } from '../webgpu/batches';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { GpuArray } from '../webgpu/memory';
import type { GradientKernels } from './op';
import * as programs from './wgsl';
import { SUMMING_THREADS } from './wgsl';

/** Parts of the sum and of the sum of squares of a range; whoever asks frees them. */
function momentsOf(gpu: Gpu, x: GpuArray): GpuArray {
  const parts = gpu.allocate(2 * SUMMING_THREADS);
  gpu.run(programs.partialMoments, { x, parts }, { count: x.count }, SUMMING_THREADS);
  return parts;
}

export const gradientsOnWebGpu = (gpu: Gpu): GradientKernels => ({
  modulateGradient(arena, name, factor, noise, moreSpread = 0) {
    const gradient = WebGpuArena.of(arena).gradient(name);
    const { count } = gradient;
    const by = matrixOf(factor).content();
    if (noise === null) {
      gpu.run(programs.scaleRange, { factor: by, g: gradient }, {}, count);
      return;
    }
    const drawn = matrixOf(noise).content();
    const parts = momentsOf(gpu, gradient);
    const spread = gpu.allocate(1);
    gpu.run(programs.deviation, { parts, out: spread }, { count }, 1);
    const arrays = { noise: drawn, spread, factor: by, g: gradient };
    gpu.run(programs.modulate, arrays, { more: moreSpread }, count);
    gpu.free(parts);
    gpu.free(spread);
  },
  gradientNorm(arena, names, out) {
    const { gradients } = WebGpuArena.of(arena).together(names);
    const parts = momentsOf(gpu, gradients);
    gpu.run(programs.normOfParts, { parts, out: matrixOf(out).fresh() }, {}, 1);
    gpu.free(parts);
  },
  largestGradient(arena, names, out) {
    const parts = gpu.allocate(SUMMING_THREADS);
    gpu.zero(parts);
    for (const name of names) {
      const x = WebGpuArena.of(arena).gradient(name);
      gpu.run(programs.partialLargest, { x, parts }, { count: x.count }, SUMMING_THREADS);
    }
    gpu.run(programs.largestOfParts, { parts, out: matrixOf(out).fresh() }, {}, 1);
    gpu.free(parts);
  },
  relativeGradientNorm(arena, names, { recorder, name }) {
    const { gradients, values } = WebGpuArena.of(arena).together(names);
    const counter = WebGpuRecorder.of(recorder).count(name, 1);
    const [above, below] = [momentsOf(gpu, gradients), momentsOf(gpu, values)];
    gpu.run(programs.countNormRatio, { gradients: above, parameters: below, counter }, {}, 1);
    gpu.free(above);
    gpu.free(below);
  },
  async readGradients(arena, names) {
    const ranges = names.map((name) => WebGpuArena.of(arena).gradient(name));
    return joined(await gpu.read(ranges));
  },
  takeGradient(arena, name, out) {
    const owner = WebGpuArena.of(arena);
    gpu.copy(owner.gradient(name), matrixOf(out).fresh());
    owner.clearGradient(name);
  },
  compareGradients(arena, names, taken, { both, taken: ofTaken, now }) {
    const parts = gpu.allocate(3 * SUMMING_THREADS);
    gpu.zero(parts);
    for (const [name, array] of zip(names, taken)) {
      const [a, b] = [matrixOf(array).content(), WebGpuArena.of(arena).gradient(name)];
      gpu.run(programs.partialProducts, { a, b, parts }, { count: b.count }, SUMMING_THREADS);
    }
    const written = {
      both: matrixOf(both).fresh(),
      taken: matrixOf(ofTaken).fresh(),
      now: matrixOf(now).fresh(),
    };
    gpu.run(programs.productsOfParts, { parts, ...written }, {}, 1);
    gpu.free(parts);
  },
  combineGradients(arena, name, taken, { weights, gamma, scale }) {
    const g = WebGpuArena.of(arena).gradient(name);
    const parts = gpu.allocate(2 * SUMMING_THREADS);
    const [first, second] = weights;
    const read = { first: matrixOf(first).content(), second: matrixOf(second).content() };
    gpu.run(
      programs.mixGradients,
      { a: matrixOf(taken).content(), ...read, b: g, parts },
      { count: g.count },
      SUMMING_THREADS,
    );
    const by = matrixOf(scale).fresh();
    gpu.run(programs.mixtureScale, { parts, scale: by }, {}, 1);
    gpu.run(programs.rescale, { scale: by, g }, { gamma }, g.count);
    gpu.free(parts);
  },
  pullToReference(arena, name, reference, strength) {
    const owner = WebGpuArena.of(arena);
    const g = owner.gradient(name);
    const read = {
      reference: matrixOf(reference).content(),
      strength: matrixOf(strength).content(),
    };
    gpu.run(programs.pull, { p: owner.value(name), ...read, g }, {}, g.count);
  },
  clearGradients: (arena) => WebGpuArena.of(arena).clearGradients(),
});
