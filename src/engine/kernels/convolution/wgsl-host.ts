/** What the host asks of convolution/wgsl.ts and of its faster programs in wgsl-vectors.ts. */
import { inFours } from '../linear/wgsl';
import { WebGpuArena } from '../webgpu/arena';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import type { GpuArray } from '../webgpu/memory';
import {
  type ConvolutionKernels,
  type ConvolutionShape,
  convolved,
  type ImageShape,
  rowsAbove,
  tapsOf,
} from './op';
import { addWeightParts, convolve, convolveInputGradient, convolveWeightParts } from './wgsl';
import {
  convolveGrey,
  convolveWeightParts4,
  greyWeightParts,
  stripFor,
  turnWeights,
} from './wgsl-vectors';

/** Rows of output pixels that one part of a weight gradient sums: short enough to fill a small GPU with parts. */
const ROWS_A_PART = 64;
/** The same for grey images, whose parts have few numbers. */
const GREY_ROWS_A_PART = 16;
/** And for series, which are one long row each. */
const SERIES_A_PART = 4;

const pixels = ({ height, width }: ImageShape) => height * width;
const numbersOf = (image: ImageShape) => pixels(image) * image.channels;

/** Sides, channels and stride as the programs have them. */
function shapeNumbers(shape: ConvolutionShape) {
  const { input, outChannels, stride } = shape;
  const { height: oh, width: ow } = convolved(shape);
  return {
    h: input.height,
    w: input.width,
    ci: input.channels,
    co: outChannels,
    stride,
    oh,
    ow,
    above: rowsAbove(shape),
  };
}

/** Which programs take this convolution. */
function wayOf(shape: ConvolutionShape): 'strips' | 'grey' | 'any' {
  const { input, outChannels, stride, kernelHeight } = shape;
  if (stride !== 1 || !inFours(outChannels)) return 'any';
  if (input.channels === 1) return kernelHeight === 3 ? 'grey' : 'any';
  return inFours(input.channels) ? 'strips' : 'any';
}

/** A convolution by strips. */
function convolveByStrips(
  gpu: Gpu,
  images: number,
  shape: ConvolutionShape,
  operands: Readonly<Record<'x' | 'w' | 'b' | 'out', GpuArray>>,
  flags: Readonly<Record<'hasBias' | 'relu' | 'adds', number>>,
): void {
  const { height, width } = shape.input;
  const strip = stripFor(width);
  gpu.run(
    strip.program,
    operands,
    { ...shapeNumbers(shape), ...flags },
    (images * height * Math.ceil(width / strip.length) * shape.outChannels) / 4,
  );
}

export const convolutionOnWebGpu = (gpu: Gpu): ConvolutionKernels => ({
  convolve(x, arena, weight, bias, shape, activation, out) {
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
      convolveByStrips(gpu, images, shape, operands, { hasBias: 1, relu, adds: 0 });
    } else {
      const perImage = way === 'grey' ? shape.input.height : pixels(convolved(shape));
      gpu.run(
        way === 'grey' ? convolveGrey : convolve,
        operands,
        { ...shapeNumbers(shape), relu },
        images * perImage * Math.ceil(shape.outChannels / 4),
      );
    }
  },
  convolveInputGradient(dy, arena, weight, shape, into) {
    const parameters = WebGpuArena.of(arena);
    const result = matrixOf(into);
    const gradient = matrixOf(dy).content();
    const { array, adds } = result.target();
    const weights = parameters.value(weight);
    if (wayOf(shape) === 'strips') {
      const { input, outChannels, kernelHeight } = shape;
      const turned = gpu.allocate(weights.count);
      gpu.run(
        turnWeights,
        { w: weights, out: turned },
        { ci: input.channels, co: outChannels, taps: tapsOf(shape) },
        weights.count,
      );
      const back: ConvolutionShape = {
        input: { ...input, channels: outChannels },
        outChannels: input.channels,
        stride: 1,
        kernelHeight,
      };
      const images = result.count / numbersOf(input);
      convolveByStrips(
        gpu,
        images,
        back,
        { x: gradient, w: turned, b: turned, out: array },
        { hasBias: 0, relu: 0, adds },
      );
      gpu.free(turned);
    } else {
      gpu.run(
        convolveInputGradient,
        { dy: gradient, w: weights, into: array },
        { ...shapeNumbers(shape), adds },
        result.count,
      );
    }
  },
  convolveWeightGradient(x, dy, arena, weight, bias, shape) {
    const parameters = WebGpuArena.of(arena);
    const input = matrixOf(x);
    const { outChannels } = shape;
    const { channels } = shape.input;
    const rows = (input.count / numbersOf(shape.input)) * convolved(shape).height;
    const size = (tapsOf(shape) * channels + 1) * outChannels;
    const way = wayOf(shape);
    const { kernelHeight } = shape;
    const ofImages = way === 'grey' ? GREY_ROWS_A_PART : ROWS_A_PART;
    const run = kernelHeight === 1 ? SERIES_A_PART : ofImages;
    const count = Math.ceil(rows / run);
    const parts = gpu.allocate(count * size);
    const tapRows = {
      strips: (kernelHeight * channels) / 4 + 1,
      grey: 1,
      any: kernelHeight * channels + 1,
    }[way];
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
  },
});
