/** What the host asks of window-pooling/wgsl.ts. */
import { inFours } from '../linear/wgsl';
import type { WindowShape } from '../spatial-convolution/op';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import { type WindowPoolingKernels, windowPooled } from './op';
import * as programs from './wgsl';

/** Numbers that a thread computes at once, and what the programs are told. */
function waysOf(shape: WindowShape) {
  const { input, window } = shape;
  const unit = inFours(input.channels) ? 4 : 1;
  const { height, width } = windowPooled(shape);
  const numbers = {
    ...{ h: input.height, w: input.width, channels: input.channels / unit },
    ...{ kh: window.height, kw: window.width, stride: window.stride, padding: window.padding },
    ...{ oh: height, ow: width },
  };
  return { unit, numbers };
}

export const windowPoolingOnWebGpu = (gpu: Gpu): WindowPoolingKernels => ({
  windowMax(x, shape, out) {
    const result = matrixOf(out);
    const { unit, numbers } = waysOf(shape);
    gpu.run(
      unit === 4 ? programs.windowMax4 : programs.windowMax,
      { x: matrixOf(x).content(), out: result.fresh() },
      numbers,
      result.count / unit,
    );
  },
  windowMaxGradient(x, dy, shape, into) {
    const result = matrixOf(into);
    const { unit, numbers } = waysOf(shape);
    const arrays = { x: matrixOf(x).content(), dy: matrixOf(dy).content() };
    const { array, adds } = result.target();
    gpu.run(
      unit === 4 ? programs.windowMaxGradient4 : programs.windowMaxGradient,
      { ...arrays, into: array },
      { ...numbers, adds },
      result.count / unit,
    );
  },
});
