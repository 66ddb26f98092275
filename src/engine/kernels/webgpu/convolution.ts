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
import type { GpuArray } from './memory';
import type { Program } from './program';
import {
  addWeightParts,
  convolve,
  convolveInputGradient,
  convolveWeightParts,
} from './programs-convolution';
import {
  convolveGrey,
  convolveStrip,
  convolveWeightParts4,
  greyWeightParts,
  stripFor,
  turnWeights,
} from './programs-convolution4';
import { inFours } from './programs-linear';
import * as pooling from './programs-pooling';

/** Rows of output pixels that one part of a weight gradient sums: short enough to fill a small GPU with parts. */
const ROWS_A_PART = 64;
/** The same for grey images, whose parts have few numbers. */
const GREY_ROWS_A_PART = 16;

const pixels = ({ height, width }: ImageShape) => height * width;
const inTwos = ({ height, width }: ImageShape) => height % 2 === 0 && width % 2 === 0;
const numbersOf = (image: ImageShape) => pixels(image) * image.channels;

/** Sides, channels and stride, in the programs' order. */
function shapeNumbers(shape: ConvolutionShape): number[] {
  const { input, outChannels, stride } = shape;
  const out = convolved(shape);
  return [input.height, input.width, input.channels, outChannels, stride, out.height, out.width];
}

/** Which programs take this convolution. */
function wayOf({ input, outChannels, stride }: ConvolutionShape): 'strips' | 'grey' | 'any' {
  if (stride !== 1 || !inFours(outChannels)) return 'any';
  if (input.channels === 1) return 'grey';
  return inFours(input.channels) ? 'strips' : 'any';
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
    const operands = [
      input.content(),
      parameters.value(weight),
      parameters.value(bias),
      matrixOf(out).fresh(),
    ];
    const relu = Number(activation === 'relu');
    const way = wayOf(shape);
    if (way === 'strips') {
      this.strips(images, shape, operands, [1, relu, 0]);
    } else {
      const perImage = way === 'grey' ? shape.input.height : pixels(convolved(shape));
      this.gpu.run(
        way === 'grey' ? convolveGrey : convolve,
        operands,
        [...shapeNumbers(shape), relu],
        images * perImage * Math.ceil(shape.outChannels / 4),
      );
    }
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
    const weights = parameters.value(weight);
    if (wayOf(shape) === 'strips') {
      const { input, outChannels } = shape;
      const turned = this.gpu.allocate(weights.count);
      this.gpu.run(turnWeights, [weights, turned], [input.channels, outChannels], weights.count);
      const back: ConvolutionShape = {
        input: { ...input, channels: outChannels },
        outChannels: input.channels,
        stride: 1,
      };
      const images = result.count / numbersOf(input);
      this.strips(images, back, [gradient, turned, turned, array], [0, 0, adds]);
      this.gpu.free(turned);
    } else {
      this.gpu.run(
        convolveInputGradient,
        [gradient, weights, array],
        [...shapeNumbers(shape), adds],
        result.count,
      );
    }
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
    const way = wayOf(shape);
    const run = way === 'grey' ? GREY_ROWS_A_PART : ROWS_A_PART;
    const count = Math.ceil(rows / run);
    const parts = gpu.allocate(count * size);
    const tapRows = { strips: (3 * channels) / 4 + 1, grey: 1, any: 3 * channels + 1 }[way];
    gpu.run(
      { strips: convolveWeightParts4, grey: greyWeightParts, any: convolveWeightParts }[way],
      [input.content(), matrixOf(dy).content(), parts],
      [...shapeNumbers(shape), rows, run],
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
    const width = this.widthOf(gradient.shape);
    const unit = inFours(width) ? 4 : 1;
    this.gpu.run(
      unit === 4 ? pooling.averageGradient4 : pooling.averageGradient,
      [from, array],
      [result.count / gradient.count, width / unit, adds],
      result.count / unit,
    );
  }

  /** A convolution by strips. @param flags hasBias, relu, adds. */
  private strips(
    images: number,
    shape: ConvolutionShape,
    operands: readonly GpuArray[],
    flags: readonly number[],
  ): void {
    const { height, width } = shape.input;
    const strip = stripFor(width);
    this.gpu.run(
      convolveStrip.get(strip) as Program,
      operands,
      [...shapeNumbers(shape), ...flags],
      (images * height * Math.ceil(width / strip) * shape.outChannels) / 4,
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
