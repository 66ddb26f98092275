/** What the host asks of convolution/wasm.ts. */
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine, Span } from '../wasm/machine';
import { rounded } from '../wasm/rooms';
import type { ConvolutionKernels, ConvolutionShape, ImageShape } from './op';

/** Tiles that are worked on at once, whole rows of them: enough for the products, few enough to stay near the processor. */
const TILES = 48;
/** Numbers that a tile is spread to, per channel of either side. */
const PLACES = 16;
/** Numbers between the tiles of one place and of the next. */
const APART = 16;
/** Below so many channels on either side the products are too short for what goes in and out. */
const LEAST_CHANNELS = 8;

const isFor = (channels: number) => channels >= LEAST_CHANNELS && channels % 4 === 0;

/** How many tiles of 2x2 results are worked on at once; 0 for convolutions that are summed as they are written. */
function tilesOf({ input: { height, width, channels }, outChannels, stride }: ConvolutionShape) {
  const fits = stride === 1 && height > 1 && width > 1 && isFor(channels) && isFor(outChannels);
  const across = Math.ceil(width / 2);
  return fits ? across * Math.max(1, Math.floor(TILES / across)) : 0;
}

/** The class Convolution of wasm.ts: images, sides, channels, stride and kernel, then how and what is done with the result. */
function numbersOf(
  x: Span,
  shape: ConvolutionShape,
  { relu = 0, adds = 0, addsBias = 0 },
): number[] {
  const { input, outChannels, stride, kernelHeight } = shape;
  const { height, width, channels } = input;
  const images = x.count / (height * width * channels);
  const ofShape = [images, height, width, channels, outChannels, stride, kernelHeight];
  return [...ofShape, relu, adds, addsBias, tilesOf(shape)];
}

/** Numbers of an image with a margin of one pixel, its sides made even where it is cut into tiles. */
function framed({ height, width }: ImageShape, channels: number): number {
  return rounded((2 * Math.ceil(height / 2) + 2) * (2 * Math.ceil(width / 2) + 2) * channels);
}

/** Room for tiles of both sides and for the kernel as they are multiplied. */
const tiled = (shape: ConvolutionShape) =>
  PLACES *
  (tilesOf(shape) * (shape.input.channels + shape.outChannels) +
    2 * APART +
    shape.input.channels * shape.outChannels);

/** Room to convolve images of `channels`. */
const roomFor = (shape: ConvolutionShape, channels: number) =>
  framed(shape.input, channels) + (tilesOf(shape) && tiled(shape));

export const convolutionOnWasm = (machine: Machine): ConvolutionKernels => ({
  convolve(x, arena, weight, bias, shape, activation, out) {
    const parameters = WasmArena.of(arena);
    const input = contentOf(x);
    machine.run(
      'convolve',
      [input, wasmArray(out).fresh(), parameters.value(weight), parameters.value(bias)],
      numbersOf(input, shape, { relu: Number(activation === 'relu') }),
      [],
      roomFor(shape, shape.input.channels),
    );
  },
  convolveInputGradient(dy, arena, weight, shape, into) {
    const weights = WasmArena.of(arena).value(weight);
    const gradient = contentOf(dy);
    const { array, adds } = wasmArray(into).target();
    machine.run(
      'convolveInputGradient',
      [array, gradient, weights, null],
      numbersOf(array, shape, { adds }),
      [],
      rounded(weights.count) + roomFor(shape, shape.outChannels),
    );
  },
  convolveWeightGradient(x, dy, arena, weight, bias, shape) {
    const parameters = WasmArena.of(arena);
    const [input, gradient] = [contentOf(x), contentOf(dy)];
    const [dw, db] = [parameters.gradientTarget(weight), parameters.gradientTarget(bias)];
    machine.run(
      'convolveWeightGradient',
      [input, gradient, dw.array, db.array],
      numbersOf(input, shape, { adds: dw.adds, addsBias: db.adds }),
      [],
      roomFor(shape, shape.input.channels) +
        (tilesOf(shape) && framed(shape.input, shape.outChannels)),
    );
  },
});
