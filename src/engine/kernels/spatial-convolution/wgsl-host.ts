/** What the host asks of the programs of spatial-convolution. */
import type { ImageShape } from '../convolution/op';
import { WebGpuArena } from '../webgpu/arena';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import { type GpuArray, part, rangeOf } from '../webgpu/memory';
import { WORKGROUP } from '../webgpu/program';
import { tilesOf } from '../webgpu/tiles';
import {
  type SpatialConvolutionKernels,
  type SpatialShape,
  spatiallyConvolved,
  type Window,
} from './op';
import { spatialProduct, turnTaps } from './wgsl';
import { type Form, nameOf } from './wgsl-places';
import {
  asProduct,
  formFor,
  type Images,
  type Phase,
  phasesOf,
  unitsOf,
  weightPieces,
  weightsOf,
} from './wgsl-plan';
import { addPieces, addPieces4, spatialWeightPieces } from './wgsl-weights';

const numbersOf = ({ height, width, channels }: ImageShape) => height * width * channels;

/** Programs by their form, each written when it is first needed. */
function byForm<Made>(make: (form: Form) => Made): (form: Form) => Made {
  const made = new Map<string, Made>();
  return (form) => {
    const name = nameOf('', form);
    const found = made.get(name) ?? make(form);
    made.set(name, found);
    return found;
  };
}

const productOf = byForm(spatialProduct);
const weightPiecesOf = byForm(spatialWeightPieces);

/** What is seen of images of this size, as the programs have it; `top` and `left` may differ. */
function view(input: ImageShape, window: Omit<Window, 'padding'>, unit: number) {
  const deep = input.channels / unit;
  return {
    ...{ h: input.height, wide: input.width * deep },
    ...{ kh: window.height, span: window.width * deep },
    ...{ stride: window.stride, jump: window.stride * deep },
  };
}

/** A product: images that are seen through a window, whose corner is `top` and `left` of a pixel of the grid. */
interface Product {
  readonly form: Form;
  readonly operands: Readonly<Record<'x' | 'weight' | 'out', GpuArray>>;
  readonly input: ImageShape;
  readonly window: Omit<Window, 'padding'>;
  readonly top: number;
  readonly left: number;
  readonly outChannels: number;
  readonly numbers: Readonly<
    Record<'rows' | 'gh' | 'gw' | 'oh' | 'ow' | 'step' | 'dr' | 'dc' | 'adds', number>
  >;
}

function multiply(gpu: Gpu, product: Product): void {
  const { form, operands, input, window, top, left, outChannels, numbers } = product;
  const unit = unitsOf(form);
  gpu.run(
    productOf(form),
    operands,
    {
      ...numbers,
      ...view(input, window, unit),
      ...{ top, left: (left * input.channels) / unit, co: outChannels / unit },
    },
    tilesOf(form.size, numbers.rows, outChannels) * WORKGROUP,
  );
}

/** Some images of a convolution, and the same as its programs see it. */
interface Share extends Images {
  /** What belongs to these images of an array of inputs, and of one of results. */
  ofInput(array: GpuArray): GpuArray;
  ofResult(array: GpuArray): GpuArray;
}

/** All images in ranges that can be bound. @param count numbers of all inputs. */
function sharesOf(gpu: Gpu, count: number, shape: SpatialShape): readonly Share[] {
  const input = numbersOf(shape.input);
  const result = numbersOf(spatiallyConvolved(shape));
  return gpu.ranges(count / input, Math.max(input, result)).map((range) => ({
    ...asProduct(range.count, shape),
    ofInput: (array) => rangeOf(array, range, input),
    ofResult: (array) => rangeOf(array, range, result),
  }));
}

function convolveShare(
  gpu: Gpu,
  { images, shape, ofInput, ofResult }: Share,
  { x, weight, out }: Product['operands'],
): void {
  const { input, window, outChannels } = shape;
  const { height, width } = spatiallyConvolved(shape);
  const rows = images * height * width;
  multiply(gpu, {
    form: formFor(shape, rows, outChannels),
    operands: { x: ofInput(x), weight, out: ofResult(out) },
    ...{ input, window, outChannels, top: window.padding, left: window.padding },
    numbers: {
      ...{ rows, gh: height, gw: width, oh: height, ow: width },
      ...{ step: 1, dr: 0, dc: 0, adds: 0 },
    },
  });
}

/** One phase of the gradient on the input. @param turned its weights. */
function carryBack(
  gpu: Gpu,
  { images, shape, ofInput, ofResult }: Share,
  { rows, columns }: Phase,
  { dy, turned, into, adds }: { dy: GpuArray; turned: GpuArray; into: GpuArray; adds: 0 | 1 },
): void {
  const { input, window } = shape;
  const pixels = images * rows.pixels * columns.pixels;
  multiply(gpu, {
    form: formFor(shape, pixels, input.channels),
    operands: { x: ofResult(dy), weight: turned, out: ofInput(into) },
    input: spatiallyConvolved(shape),
    window: { height: rows.taps, width: columns.taps, stride: 1 },
    top: rows.before,
    left: columns.before,
    outChannels: input.channels,
    numbers: {
      ...{ rows: pixels, gh: rows.pixels, gw: columns.pixels },
      ...{ oh: input.height, ow: input.width, step: window.stride },
      ...{ dr: rows.from, dc: columns.from, adds },
    },
  });
}

/** dw (+)= the gradient of the weights over some images. */
function sumWeights(
  gpu: Gpu,
  share: Share,
  { x, dy, dw, adds }: { x: GpuArray; dy: GpuArray; dw: GpuArray; adds: 0 | 1 },
): void {
  const { input, window, outChannels } = share.shape;
  const { height, width } = spatiallyConvolved(share.shape);
  const { form, pixels, run, count, rows } = weightPieces(share);
  const unit = unitsOf(form);
  const size = weightsOf(share.shape);
  // one piece is the gradient itself
  const out = count === 1 ? dw : gpu.allocate(count * size);
  gpu.run(
    weightPiecesOf(form),
    { x: share.ofInput(x), dy: share.ofResult(dy), out },
    {
      ...view(input, window, unit),
      ...{ pixels, run, rows, co: outChannels / unit, gh: height, gw: width },
      ...{ top: window.padding, left: (window.padding * input.channels) / unit },
      adds: count === 1 ? adds : 0,
    },
    count * tilesOf(form.size, rows, outChannels) * WORKGROUP,
  );
  if (count === 1) return;
  gpu.run(
    form.vec4 ? addPieces4 : addPieces,
    { pieces: out, out: dw },
    { size: size / unit, count, adds },
    size / unit,
  );
  gpu.free(out);
}

export const spatialConvolutionOnWebGpu = (gpu: Gpu): SpatialConvolutionKernels => ({
  convolve(x, arena, weight, shape, out) {
    const input = matrixOf(x);
    const operands = {
      x: input.content(),
      weight: WebGpuArena.of(arena).value(weight),
      out: matrixOf(out).fresh(),
    };
    for (const share of sharesOf(gpu, input.count, shape)) convolveShare(gpu, share, operands);
  },
  convolveInputGradient(dy, arena, weight, shape, into) {
    const weights = WebGpuArena.of(arena).value(weight);
    const gradient = matrixOf(dy).content();
    const result = matrixOf(into);
    const { array, adds } = result.target();
    const { input, window, outChannels } = shape;
    const all = gpu.allocate(weights.count);
    for (const { rows, columns, at, weights: count } of phasesOf(shape)) {
      gpu.run(
        turnTaps,
        { weight: weights, out: part(all, at, count) },
        {
          ...{ ci: input.channels, co: outChannels, kw: window.width, stride: window.stride },
          ...{ a: rows.tap, b: columns.tap, th: rows.taps, tw: columns.taps },
        },
        count,
      );
    }
    for (const share of sharesOf(gpu, result.count, shape)) {
      for (const phase of phasesOf(share.shape)) {
        // pixels that no tap reaches have a gradient of zero
        if (phase.weights === 0 && adds === 1) continue;
        const turned = part(all, phase.at, phase.weights);
        carryBack(gpu, share, phase, { dy: gradient, turned, into: array, adds });
      }
    }
    gpu.free(all);
  },
  convolveWeightGradient(x, dy, arena, weight, shape) {
    const source = matrixOf(x);
    const arrays = { x: source.content(), dy: matrixOf(dy).content() };
    const { array: dw, adds } = WebGpuArena.of(arena).gradientTarget(weight);
    for (const [k, share] of sharesOf(gpu, source.count, shape).entries()) {
      sumWeights(gpu, share, { ...arrays, dw, adds: k === 0 ? adds : 1 });
    }
  },
});
