/** Convolution, pooling and averages of the WebGPU implementation. */
import { sizeOf } from '../../../math/shape';
import {
  type ConvolutionKernels,
  type ConvolutionShape,
  convolved,
  type ImageShape,
  pooled,
} from '../convolution/op';
import {
  addWeightParts,
  convolve,
  convolveInputGradient,
  convolveWeightParts,
} from '../convolution/wgsl';
import {
  convolveGrey,
  convolveWeightParts4,
  greyWeightParts,
  stripFor,
  turnWeights,
} from '../convolution/wgsl-vectors';
import { inFours } from '../linear/wgsl';
import * as pooling from '../pooling/wgsl';
import type { Activation, DeviceArray, ParameterArena } from '../storage';
import { WebGpuArena } from './arena';
import type { Gpu } from './gpu';
import { matrixOf } from './matrices';
import type { GpuArray } from './memory';

/** Rows of output pixels that one part of a weight gradient sums: short enough to fill a small GPU with parts. */
const ROWS_A_PART = 64;
/** The same for grey images, whose parts have few numbers. */
const GREY_ROWS_A_PART = 16;

const pixels = ({ height, width }: ImageShape) => height * width;
const inTwos = ({ height, width }: ImageShape) => height % 2 === 0 && width % 2 === 0;
const numbersOf = (image: ImageShape) => pixels(image) * image.channels;

/** Sides, channels and stride as the programs have them. */
function shapeNumbers(shape: ConvolutionShape) {
  const { input, outChannels, stride } = shape;
  const { height: oh, width: ow } = convolved(shape);
  return { h: input.height, w: input.width, ci: input.channels, co: outChannels, stride, oh, ow };
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
    const parameters = WebGpuArena.of(arena);
    const input = matrixOf(x);
    const images = input.count / numbersOf(shape.input);
    const operands = {
      x: input.content(),
      w: parameters.value(weight),
      b: parameters.value(bias),
      out: matrixOf(out).fresh(),
    };
    const relu = Number(activation === 'relu');
    const way = wayOf(shape);
    if (way === 'strips') {
      this.strips(images, shape, operands, { hasBias: 1, relu, adds: 0 });
    } else {
      const perImage = way === 'grey' ? shape.input.height : pixels(convolved(shape));
      this.gpu.run(
        way === 'grey' ? convolveGrey : convolve,
        operands,
        { ...shapeNumbers(shape), relu },
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
    const parameters = WebGpuArena.of(arena);
    const result = matrixOf(into);
    const gradient = matrixOf(dy).content();
    const { array, adds } = result.target();
    const weights = parameters.value(weight);
    if (wayOf(shape) === 'strips') {
      const { input, outChannels } = shape;
      const turned = this.gpu.allocate(weights.count);
      this.gpu.run(
        turnWeights,
        { w: weights, out: turned },
        { ci: input.channels, co: outChannels },
        weights.count,
      );
      const back: ConvolutionShape = {
        input: { ...input, channels: outChannels },
        outChannels: input.channels,
        stride: 1,
      };
      const images = result.count / numbersOf(input);
      this.strips(
        images,
        back,
        { x: gradient, w: turned, b: turned, out: array },
        { hasBias: 0, relu: 0, adds },
      );
      this.gpu.free(turned);
    } else {
      this.gpu.run(
        convolveInputGradient,
        { dy: gradient, w: weights, into: array },
        { ...shapeNumbers(shape), adds },
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
    const parameters = WebGpuArena.of(arena);
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
      { x: input.content(), dy: matrixOf(dy).content(), parts },
      { ...shapeNumbers(shape), rows, run },
      count * tapRows * Math.ceil(outChannels / 4),
    );
    const dw = parameters.gradientTarget(weight);
    const db = parameters.gradientTarget(bias);
    gpu.run(
      addWeightParts,
      { parts, dw: dw.array, db: db.array },
      { size, count, weights: dw.array.count, addsWeight: dw.adds, addsBias: db.adds },
      size,
    );
    gpu.free(parts);
  }

  maxPool(x: DeviceArray, shape: ImageShape, out: DeviceArray): void {
    const input = matrixOf(x);
    const { fours, numbers, threads } = this.pooled(input.count, shape);
    this.gpu.run(
      fours ? pooling.maxPool4 : pooling.maxPool,
      { x: input.content(), out: matrixOf(out).fresh() },
      numbers,
      threads,
    );
  }

  maxPoolGradient(x: DeviceArray, dy: DeviceArray, shape: ImageShape, into: DeviceArray): void {
    const input = matrixOf(x);
    const result = matrixOf(into);
    const arrays = { x: input.content(), dy: matrixOf(dy).content() };
    // an odd row or column at the end belongs to no window
    const { array, adds } = inTwos(shape) ? result.target() : { array: result.content(), adds: 1 };
    const { fours, numbers, threads } = this.pooled(input.count, shape);
    this.gpu.run(
      fours ? pooling.maxPoolGradient4 : pooling.maxPoolGradient,
      { ...arrays, into: array },
      { ...numbers, adds },
      threads,
    );
  }

  average(x: DeviceArray, out: DeviceArray): void {
    const [input, result] = [matrixOf(x), matrixOf(out)];
    this.gpu.run(
      pooling.average,
      { x: input.content(), out: result.fresh() },
      { count: input.count / result.count, width: widthOf(result.shape) },
      result.count,
    );
  }

  averageGradient(dy: DeviceArray, into: DeviceArray): void {
    const [gradient, result] = [matrixOf(dy), matrixOf(into)];
    const from = gradient.content();
    const { array, adds } = result.target();
    const width = widthOf(gradient.shape);
    const unit = inFours(width) ? 4 : 1;
    this.gpu.run(
      unit === 4 ? pooling.averageGradient4 : pooling.averageGradient,
      { dy: from, into: array },
      { count: result.count / gradient.count, width: width / unit, adds },
      result.count / unit,
    );
  }

  /** A convolution by strips. */
  private strips(
    images: number,
    shape: ConvolutionShape,
    operands: Readonly<Record<'x' | 'w' | 'b' | 'out', GpuArray>>,
    flags: Readonly<Record<'hasBias' | 'relu' | 'adds', number>>,
  ): void {
    const { height, width } = shape.input;
    const strip = stripFor(width);
    this.gpu.run(
      strip.program,
      operands,
      { ...shapeNumbers(shape), ...flags },
      (images * height * Math.ceil(width / strip.length) * shape.outChannels) / 4,
    );
  }

  /** Whether channels go by fours, the pooling programs' numbers and their threads. */
  private pooled(count: number, shape: ImageShape) {
    const fours = inFours(shape.channels);
    const unit = fours ? 4 : 1;
    const images = count / numbersOf(shape);
    return {
      fours,
      numbers: { h: shape.height, w: shape.width, channels: shape.channels / unit },
      threads: (images * numbersOf(pooled(shape))) / unit,
    };
  }
}

/** Numbers of one row. */
const widthOf = ([, ...sides]: readonly number[]): number => sizeOf(sides);
