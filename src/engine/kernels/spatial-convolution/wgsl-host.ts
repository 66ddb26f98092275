/** What the host asks of the programs of spatial-convolution. */
import type { ImageShape } from '../convolution/op';
import { WebGpuArena } from '../webgpu/arena';
import type { Gpu } from '../webgpu/gpu';
import { matrixOf } from '../webgpu/matrices';
import { type GpuArray, part } from '../webgpu/memory';
import { WORKGROUP } from '../webgpu/program';
import { tilesOf } from '../webgpu/tiles';
import { type SpatialConvolutionKernels, spatiallyConvolved, type Window } from './op';
import { spatialProduct, turnTaps } from './wgsl';
import { type Form, nameOf } from './wgsl-places';
import { asProduct, formFor, phasesOf, unitsOf, weightPieces, weightsOf } from './wgsl-plan';
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

export const spatialConvolutionOnWebGpu = (gpu: Gpu): SpatialConvolutionKernels => ({
  convolve(x, arena, weight, given, out) {
    const array = matrixOf(x);
    const { images, shape } = asProduct(array.count / numbersOf(given.input), given);
    const { input, window, outChannels } = shape;
    const { height, width } = spatiallyConvolved(shape);
    const rows = images * height * width;
    multiply(gpu, {
      form: formFor(shape, rows, outChannels),
      operands: {
        x: array.content(),
        weight: WebGpuArena.of(arena).value(weight),
        out: matrixOf(out).fresh(),
      },
      ...{ input, window, outChannels, top: window.padding, left: window.padding },
      numbers: {
        ...{ rows, gh: height, gw: width, oh: height, ow: width },
        ...{ step: 1, dr: 0, dc: 0, adds: 0 },
      },
    });
  },
  convolveInputGradient(dy, arena, weight, given, into) {
    const weights = WebGpuArena.of(arena).value(weight);
    const gradient = matrixOf(dy).content();
    const result = matrixOf(into);
    const { images, shape } = asProduct(result.count / numbersOf(given.input), given);
    const { input, window, outChannels } = shape;
    const { array, adds } = result.target();
    const turned = gpu.allocate(weights.count);
    for (const { rows, columns, at, weights: count } of phasesOf(shape)) {
      // pixels that no tap reaches
      if (count === 0 && adds === 1) continue;
      const ofPhase = part(turned, at, count);
      gpu.run(
        turnTaps,
        { weight: weights, out: ofPhase },
        {
          ...{ ci: input.channels, co: outChannels, kw: window.width, stride: window.stride },
          ...{ a: rows.tap, b: columns.tap, th: rows.taps, tw: columns.taps },
        },
        count,
      );
      const pixels = images * rows.pixels * columns.pixels;
      multiply(gpu, {
        form: formFor(shape, pixels, input.channels),
        operands: { x: gradient, weight: ofPhase, out: array },
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
    gpu.free(turned);
  },
  convolveWeightGradient(x, dy, arena, weight, given) {
    const source = matrixOf(x);
    const product = asProduct(source.count / numbersOf(given.input), given);
    const { input, window, outChannels } = product.shape;
    const { height, width } = spatiallyConvolved(product.shape);
    const { array, adds } = WebGpuArena.of(arena).gradientTarget(weight);
    const { form, pixels, run, count, rows } = weightPieces(product);
    const unit = unitsOf(form);
    const size = weightsOf(given);
    // one piece is the gradient itself
    const out = count === 1 ? array : gpu.allocate(count * size);
    gpu.run(
      weightPiecesOf(form),
      { x: source.content(), dy: matrixOf(dy).content(), out },
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
      { pieces: out, out: array },
      { size: size / unit, count, adds },
      size / unit,
    );
    gpu.free(out);
  },
});
