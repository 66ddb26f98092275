/** Convolution, pooling and averages of the WebGPU implementation. */
import {
  type ConvolutionKernels,
  type ConvolutionShape,
  convolved,
  type ImageShape,
  pooled,
} from '../convolution';
import type { Activation, DeviceArray, ParameterArena } from '../storage';
import type { WebGpuArena } from './arena';
import type { Gpu } from './gpu';
import { matrixOf } from './matrices';
import * as programs from './programs-convolution';

/** Rows of output pixels that one part of a weight gradient sums: short enough to fill a small GPU with parts. */
const ROWS_A_PART = 64;

const pixels = ({ height, width }: ImageShape) => height * width;
const numbersOf = (image: ImageShape) => pixels(image) * image.channels;

/** Sides, channels and stride, in the programs' order. */
function shapeNumbers(shape: ConvolutionShape): number[] {
  const { input, outChannels, stride } = shape;
  const out = convolved(shape);
  return [input.height, input.width, input.channels, outChannels, stride, out.height, out.width];
}

export class WebGpuConvolution implements ConvolutionKernels {
  private readonly gpu: Gpu;

  constructor(gpu: Gpu) {
    this.gpu = gpu;
  }

  convolve(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string,
    shape: ConvolutionShape,
    activation: Activation,
    out: DeviceArray,
  ): void {
    const parameters = arena as WebGpuArena;
    const input = matrixOf(x);
    const images = input.count / numbersOf(shape.input);
    this.gpu.run(
      programs.convolve,
      [input.content(), parameters.values, matrixOf(out).fresh()],
      [
        ...shapeNumbers(shape),
        parameters.range(weight).begin,
        parameters.range(bias).begin,
        Number(activation === 'relu'),
      ],
      images * pixels(convolved(shape)) * Math.ceil(shape.outChannels / 4),
    );
  }

  convolveInputGradient(
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    shape: ConvolutionShape,
    into: DeviceArray,
  ): void {
    const parameters = arena as WebGpuArena;
    const result = matrixOf(into);
    const gradient = matrixOf(dy).content();
    const { array, adds } = result.target();
    this.gpu.run(
      programs.convolveInputGradient,
      [gradient, parameters.values, array],
      [...shapeNumbers(shape), parameters.range(weight).begin, adds],
      result.count,
    );
  }

  convolveWeightGradient(
    x: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string,
    shape: ConvolutionShape,
  ): void {
    const { gpu } = this;
    const parameters = arena as WebGpuArena;
    const input = matrixOf(x);
    const { outChannels } = shape;
    const out = convolved(shape);
    const rows = (input.count / numbersOf(shape.input)) * out.height;
    const taps = 9 * shape.input.channels + 1;
    const count = Math.ceil(rows / ROWS_A_PART);
    const parts = gpu.allocate(count * taps * outChannels);
    gpu.run(
      programs.convolveWeightParts,
      [input.content(), matrixOf(dy).content(), parts],
      [...shapeNumbers(shape), rows, ROWS_A_PART],
      count * taps * Math.ceil(outChannels / 4),
    );
    const { begin, count: weights } = parameters.range(weight);
    gpu.run(
      programs.addWeightParts,
      [parts, parameters.gradients],
      [taps * outChannels, count, weights, begin, parameters.range(bias).begin],
      taps * outChannels,
    );
    gpu.free(parts);
  }

  maxPool(x: DeviceArray, shape: ImageShape, out: DeviceArray): void {
    const input = matrixOf(x);
    const images = input.count / numbersOf(shape);
    this.gpu.run(
      programs.maxPool,
      [input.content(), matrixOf(out).fresh()],
      [shape.height, shape.width, shape.channels],
      images * numbersOf(pooled(shape)),
    );
  }

  maxPoolGradient(x: DeviceArray, dy: DeviceArray, shape: ImageShape, into: DeviceArray): void {
    const input = matrixOf(x);
    const images = input.count / numbersOf(shape);
    // most pixels get nothing, so the memory must really be zero where it is said to be
    this.gpu.run(
      programs.maxPoolGradient,
      [input.content(), matrixOf(dy).content(), matrixOf(into).content()],
      [shape.height, shape.width, shape.channels],
      images * numbersOf(pooled(shape)),
    );
  }

  average(x: DeviceArray, out: DeviceArray): void {
    const [input, result] = [matrixOf(x), matrixOf(out)];
    this.gpu.run(
      programs.average,
      [input.content(), result.fresh()],
      [input.count / result.count, this.widthOf(result.shape)],
      result.count,
    );
  }

  averageGradient(dy: DeviceArray, into: DeviceArray): void {
    const [gradient, result] = [matrixOf(dy), matrixOf(into)];
    const from = gradient.content();
    const { array, adds } = result.target();
    this.gpu.run(
      programs.averageGradient,
      [from, array],
      [result.count / gradient.count, this.widthOf(gradient.shape), adds],
      result.count,
    );
  }

  private widthOf(shape: readonly number[]): number {
    return shape.slice(1).reduce((product, side) => product * side, 1);
  }
}
