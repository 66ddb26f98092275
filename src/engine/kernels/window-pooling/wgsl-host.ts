/** What the host asks of window-pooling/wgsl.ts. */
import { inFours } from '../linear/wgsl';
import type { WindowShape } from '../spatial-convolution/op';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import { rangeOf } from '../webgpu/memory';
import { type WindowPoolingKernels, windowPooled } from './op';
import * as programs from './wgsl';

/** Numbers that a thread computes at once, what the programs are told, and numbers of an image and of what it gives. */
function waysOf(shape: WindowShape) {
  const { input, window } = shape;
  const unit = inFours(input.channels) ? 4 : 1;
  const { height, width } = windowPooled(shape);
  const numbers = {
    ...{ h: input.height, w: input.width, channels: input.channels / unit },
    ...{ kh: window.height, kw: window.width, stride: window.stride, padding: window.padding },
    ...{ oh: height, ow: width },
  };
  const pixels = input.height * input.width;
  return {
    ...{ unit, numbers },
    ...{ inputs: pixels * input.channels, results: height * width * input.channels },
  };
}

export const windowPoolingOnWebGpu = (gpu: Gpu): WindowPoolingKernels => ({
  windowMax(x, shape, out) {
    const { unit, numbers, inputs, results } = waysOf(shape);
    const result = matrixOf(out);
    const [source, pooled] = [matrixOf(x).content(), result.fresh()];
    for (const range of gpu.ranges(result.count / results, Math.max(inputs, results))) {
      gpu.run(
        unit === 4 ? programs.windowMax4 : programs.windowMax,
        { x: rangeOf(source, range, inputs), out: rangeOf(pooled, range, results) },
        numbers,
        (range.count * results) / unit,
      );
    }
  },
  windowMaxGradient(x, dy, shape, into) {
    const { unit, numbers, inputs, results } = waysOf(shape);
    const [source, gradient] = [matrixOf(x).content(), matrixOf(dy).content()];
    const result = matrixOf(into);
    const { array, adds } = result.target();
    for (const range of gpu.ranges(result.count / inputs, Math.max(inputs, results))) {
      gpu.run(
        unit === 4 ? programs.windowMaxGradient4 : programs.windowMaxGradient,
        {
          x: rangeOf(source, range, inputs),
          dy: rangeOf(gradient, range, results),
          into: rangeOf(array, range, inputs),
        },
        { ...numbers, adds },
        (range.count * inputs) / unit,
      );
    }
  },
});
