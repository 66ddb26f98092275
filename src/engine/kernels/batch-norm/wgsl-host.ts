/** What the host asks of batch-norm/wgsl.ts. Kept are the batch's mean and 1 / sqrt(variance + epsilon). */
import { inFours } from '../linear/wgsl';
import { WebGpuArena } from '../webgpu/arena';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import { part, type Range, rangeOf } from '../webgpu/memory';
import { WORKGROUP } from '../webgpu/program';
import { BATCH_NORM, type BatchNormKernels } from './op';
import * as programs from './wgsl';
import { piecesIn, piecesOf } from './wgsl-plan';

export const batchNormOnWebGpu = (gpu: Gpu): BatchNormKernels => ({
  normalise(x, arena, norm, residual, out, kept) {
    const parameters = WebGpuArena.of(arena);
    const { channels } = norm;
    const input = matrixOf(x);
    const pixels = input.count / channels;
    const fours = inFours(channels);
    const unit = fours ? 4 : 1;
    const { epsilon, momentum } = BATCH_NORM;
    const mean = parameters.value(norm.mean);
    const variance = parameters.value(norm.variance);
    const source = input.content();
    const statistics = kept ? matrixOf(kept).fresh() : null;
    if (statistics) {
      const { run, count } = piecesOf(pixels);
      const pieces = gpu.allocate(2 * count * channels);
      for (const range of gpu.ranges(pixels, channels, run)) {
        const own = piecesIn(range, run);
        gpu.run(
          fours ? programs.pixelMoments4 : programs.pixelMoments,
          { x: rangeOf(source, range, channels), pieces: rangeOf(pieces, own, 2 * channels) },
          { pixels: range.count, channels: channels / unit, run },
          (own.count * channels) / unit,
        );
      }
      gpu.run(
        gpu.hasSubgroups ? programs.joinMomentsInSubgroups : programs.joinMoments,
        { pieces, kept: statistics, mean, variance },
        { pixels, channels, run, count, epsilon, momentum },
        channels * WORKGROUP,
      );
      gpu.free(pieces);
    }
    const added = residual ? matrixOf(residual).content() : source;
    const result = matrixOf(out).fresh();
    for (const range of gpu.ranges(pixels, channels)) {
      gpu.run(
        fours ? programs.applyNorm4 : programs.applyNorm,
        {
          x: rangeOf(source, range, channels),
          mean: statistics ? part(statistics, 0, channels) : mean,
          factor: statistics ? part(statistics, channels, channels) : variance,
          scale: parameters.value(norm.scale),
          shift: parameters.value(norm.shift),
          residual: rangeOf(added, range, channels),
          out: rangeOf(result, range, channels),
        },
        {
          channels: channels / unit,
          ofVariance: Number(!statistics),
          adds: Number(residual !== null),
          relu: Number(norm.relu),
          epsilon,
        },
        (range.count * channels) / unit,
      );
    }
  },
  normaliseGradient(x, out, dy, arena, norm, kept, into) {
    const parameters = WebGpuArena.of(arena);
    const { channels } = norm;
    const input = matrixOf(x);
    const pixels = input.count / channels;
    const fours = inFours(channels);
    const unit = fours ? 4 : 1;
    const relu = Number(norm.relu);
    const whole = {
      x: input.content(),
      out: matrixOf(out).content(),
      dy: matrixOf(dy).content(),
    };
    const statistics = matrixOf(kept).content();
    const read = (range: Range) => ({
      x: rangeOf(whole.x, range, channels),
      out: rangeOf(whole.out, range, channels),
      dy: rangeOf(whole.dy, range, channels),
      kept: statistics,
    });
    const { run, count } = piecesOf(pixels);
    const pieces = gpu.allocate(2 * count * channels);
    for (const range of gpu.ranges(pixels, channels, run)) {
      const own = piecesIn(range, run);
      gpu.run(
        fours ? programs.normGradientSums4 : programs.normGradientSums,
        { ...read(range), pieces: rangeOf(pieces, own, 2 * channels) },
        { pixels: range.count, channels: channels / unit, run, relu },
        (own.count * channels) / unit,
      );
    }
    const sums = gpu.allocate(2 * channels);
    const dshift = parameters.gradientTarget(norm.shift);
    const dscale = parameters.gradientTarget(norm.scale);
    gpu.run(
      gpu.hasSubgroups ? programs.joinGradientSumsInSubgroups : programs.joinGradientSums,
      { pieces, sums, dshift: dshift.array, dscale: dscale.array },
      { channels, count, addsShift: dshift.adds, addsScale: dscale.adds },
      channels * WORKGROUP,
    );
    const dx = matrixOf(into.x).target();
    const dresidual = into.residual ? matrixOf(into.residual).target() : null;
    for (const range of gpu.ranges(pixels, channels)) {
      gpu.run(
        fours ? programs.applyNormGradient4 : programs.applyNormGradient,
        {
          ...read(range),
          scale: parameters.value(norm.scale),
          sums,
          dx: rangeOf(dx.array, range, channels),
          dresidual: rangeOf(dresidual?.array ?? dx.array, range, channels),
        },
        {
          ...{ pixels, channels: channels / unit, relu, addsX: dx.adds },
          ...{ asks: Number(dresidual !== null), addsResidual: dresidual?.adds ?? 0 },
        },
        (range.count * channels) / unit,
      );
    }
    gpu.free(pieces);
    gpu.free(sums);
  },
});
