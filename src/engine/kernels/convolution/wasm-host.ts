/** What the host asks of convolution/wasm.ts. */
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine, Span } from '../wasm/machine';
import { rounded } from '../wasm/rooms';
import { framedForTiles, roomForTiles, tilesFor } from '../wasm/tiles';
import type { ConvolutionKernels, ConvolutionShape } from './op';

/** How many tiles of 2x2 results are worked on at once; 0 for convolutions that are summed as they are written. */
const tilesOf = ({ input, outChannels, stride }: ConvolutionShape) =>
  stride === 1 ? tilesFor(input, outChannels) : 0;

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

/** Room to convolve images of `channels`. */
const roomFor = (shape: ConvolutionShape, channels: number) =>
  framedForTiles(shape.input, channels) +
  (tilesOf(shape) && roomForTiles(tilesOf(shape), shape.input.channels, shape.outChannels));

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
        (tilesOf(shape) && framedForTiles(shape.input, shape.outChannels)),
    );
  },
});
