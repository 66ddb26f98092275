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
import {
  addWeightParts,
  convolve,
  convolveInputGradient,
  convolveWeightParts,
} from './programs-convolution';
import { convolve4, convolveInputGradient4, convolveWeightParts4 } from './programs-convolution4';
import { inFours } from './programs-linear';
import * as pooling from './programs-pooling';

/** Rows of output pixels that one part of a weight gradient sums: short enough to fill a small GPU with parts. */
const ROWS_A_PART = 64;

const pixels = ({ height, width }: ImageShape) => height * width;
const inTwos = ({ height, width }: ImageShape) => height % 2 === 0 && width % 2 === 0;
const numbersOf = (image: ImageShape) => pixels(image) * image.channels;

/** Sides, channels and stride, in the programs' order. */
function shapeNumbers(shape: ConvolutionShape): number[] {
  const { input, outChannels, stride } = shape;
  const out = convolved(shape);
  return [input.height, input.width, input.channels, outChannels, stride, out.height, out.width];
}

/** Whether the tiled programs take this convolution. */
const isTiled = ({ input, outChannels, stride }: ConvolutionShape) =>
  stride === 1 && inFours(input.channels, outChannels);

/** Strips of four pixels, for the tiled programs. */
const strips = ({ height, width }: ImageShape) => height * Math.ceil(width / 4);

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
    const tiled = isTiled(shape);
    const perImage = tiled ? strips(shape.input) : pixels(convolved(shape));
    this.gpu.run(
      tiled ? convolve4 : convolve,
      [input.content(), parameters.value(weight), parameters.value(bias), matrixOf(out).fresh()],
      [...shapeNumbers(shape), Number(activation === 'relu')],
      images * perImage * Math.ceil(shape.outChannels / 4),
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
    const tiled = isTiled(shape);
    const images = result.count / numbersOf(shape.input);
    this.gpu.run(
      tiled ? convolveInputGradient4 : convolveInputGradient,
      [gradient, parameters.value(weight), array],
      [...shapeNumbers(shape), adds],
      tiled ? (images * strips(shape.input) * shape.input.channels) / 4 : result.count,
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
    const { channels } = shape.input;
    const rows = (input.count / numbersOf(shape.input)) * convolved(shape).height;
    const size = (9 * channels + 1) * outChannels;
    const count = Math.ceil(rows / ROWS_A_PART);
    const parts = gpu.allocate(count * size);
    const tiled = isTiled(shape);
    const tapRows = 3 * (tiled ? channels / 4 : channels) + 1;
    gpu.run(
      tiled ? convolveWeightParts4 : convolveWeightParts,
      [input.content(), matrixOf(dy).content(), parts],
      [...shapeNumbers(shape), rows, ROWS_A_PART],
      count * tapRows * Math.ceil(outChannels / 4),
    );
    const dw = parameters.gradientTarget(weight);
    const db = parameters.gradientTarget(bias);
    gpu.run(
      addWeightParts,
      [parts, dw.array, db.array],
      [size, count, dw.array.count, dw.adds, db.adds],
      size,
    );
    gpu.free(parts);
  }

  maxPool(x: DeviceArray, shape: ImageShape, out: DeviceArray): void {
    const input = matrixOf(x);
    const [fours, numbers, threads] = this.pooled(input.count, shape);
    this.gpu.run(
      fours ? pooling.maxPool4 : pooling.maxPool,
      [input.content(), matrixOf(out).fresh()],
      numbers,
      threads,
    );
  }

  maxPoolGradient(x: DeviceArray, dy: DeviceArray, shape: ImageShape, into: DeviceArray): void {
    const input = matrixOf(x);
    const result = matrixOf(into);
    const arrays = [input.content(), matrixOf(dy).content()];
    // an odd row or column at the end belongs to no window
    const { array, adds } = inTwos(shape) ? result.target() : { array: result.content(), adds: 1 };
    const [fours, numbers, threads] = this.pooled(input.count, shape);
    this.gpu.run(
      fours ? pooling.maxPoolGradient4 : pooling.maxPoolGradient,
      [...arrays, array],
      [...numbers, adds],
      threads,
    );
  }

  average(x: DeviceArray, out: DeviceArray): void {
    const [input, result] = [matrixOf(x), matrixOf(out)];
    this.gpu.run(
      pooling.average,
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
      pooling.averageGradient,
      [from, array],
      [result.count / gradient.count, this.widthOf(gradient.shape), adds],
      result.count,
    );
  }

  /** Whether channels go by fours, the pooling programs' numbers and their threads. */
  private pooled(count: number, shape: ImageShape): [boolean, number[], number] {
    const fours = inFours(shape.channels);
    const unit = fours ? 4 : 1;
    const images = count / numbersOf(shape);
    return [
      fours,
      [shape.height, shape.width, shape.channels / unit],
      (images * numbersOf(pooled(shape))) / unit,
    ];
  }

  private widthOf(shape: readonly number[]): number {
    return shape.slice(1).reduce((product, side) => product * side, 1);
  }
}
