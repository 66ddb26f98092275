/** What the host asks of pooling/wgsl.ts. */
import { sizeOf } from '../../../math/shape';
import type { ImageShape } from '../convolution/op';
import { inFours } from '../linear/wgsl';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import { type PoolingKernels, pooled } from './op';
import * as programs from './wgsl';

const inTwos = ({ height, width }: ImageShape) => height % 2 === 0 && width % 2 === 0;
const numbersOf = ({ height, width, channels }: ImageShape) => height * width * channels;
/** Numbers of one row. */
const widthOf = ([, ...sides]: readonly number[]): number => sizeOf(sides);

/** Whether channels go by fours, the pooling programs' numbers and their threads. */
function waysOf(count: number, shape: ImageShape) {
  const fours = inFours(shape.channels);
  const unit = fours ? 4 : 1;
  const images = count / numbersOf(shape);
  return {
    fours,
    numbers: { h: shape.height, w: shape.width, channels: shape.channels / unit },
    threads: (images * numbersOf(pooled(shape))) / unit,
  };
}

export const poolingOnWebGpu = (gpu: Gpu): PoolingKernels => ({
  maxPool(x, shape, out) {
    const input = matrixOf(x);
    const { fours, numbers, threads } = waysOf(input.count, shape);
    gpu.run(
      fours ? programs.maxPool4 : programs.maxPool,
      { x: input.content(), out: matrixOf(out).fresh() },
      numbers,
      threads,
    );
  },
  maxPoolGradient(x, dy, shape, into) {
    const input = matrixOf(x);
    const result = matrixOf(into);
    const arrays = { x: input.content(), dy: matrixOf(dy).content() };
    // an odd row or column at the end belongs to no window
    const { array, adds } = inTwos(shape) ? result.target() : { array: result.content(), adds: 1 };
    const { fours, numbers, threads } = waysOf(input.count, shape);
    gpu.run(
      fours ? programs.maxPoolGradient4 : programs.maxPoolGradient,
      { ...arrays, into: array },
      { ...numbers, adds },
      threads,
    );
  },
  average(x, out) {
    const [input, result] = [matrixOf(x), matrixOf(out)];
    gpu.run(
      programs.average,
      { x: input.content(), out: result.fresh() },
      { count: input.count / result.count, width: widthOf(result.shape) },
      result.count,
    );
  },
  averageGradient(dy, into) {
    const [gradient, result] = [matrixOf(dy), matrixOf(into)];
    const from = gradient.content();
    const { array, adds } = result.target();
    const width = widthOf(gradient.shape);
    const unit = inFours(width) ? 4 : 1;
    gpu.run(
      unit === 4 ? programs.averageGradient4 : programs.averageGradient,
      { dy: from, into: array },
      { count: result.count / gradient.count, width: width / unit, adds },
      result.count / unit,
    );
  },
});
