/** What the host asks of convolution/wasm.ts. */
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine, Span } from '../wasm/machine';
import { Op } from '../wasm/opcodes';
import { rounded } from '../wasm/rooms';
import type { ConvolutionKernels, ConvolutionShape } from './op';

/** The class Convolution of wasm.ts: images, sides, channels and stride, then what is done with the result. */
function numbersOf(
  x: Span,
  { input, outChannels, stride }: ConvolutionShape,
  { relu = 0, adds = 0, addsBias = 0 },
): number[] {
  const { height, width, channels } = input;
  const images = x.count / (height * width * channels);
  return [images, height, width, channels, outChannels, stride, relu, adds, addsBias];
}

/** Numbers of an image with a margin of one pixel. */
const framed = ({ input }: ConvolutionShape, channels: number) =>
  rounded((input.height + 2) * (input.width + 2) * channels);

export const convolutionOnWasm = (machine: Machine): ConvolutionKernels => ({
  convolve(x, arena, weight, bias, shape, activation, out) {
    const parameters = WasmArena.of(arena);
    const input = contentOf(x);
    machine.run(
      Op.convolve,
      [input, wasmArray(out).fresh(), parameters.value(weight), parameters.value(bias)],
      numbersOf(input, shape, { relu: Number(activation === 'relu') }),
      [],
      framed(shape, shape.input.channels),
    );
  },
  convolveInputGradient(dy, arena, weight, shape, into) {
    const weights = WasmArena.of(arena).value(weight);
    const gradient = contentOf(dy);
    const { array, adds } = wasmArray(into).target();
    machine.run(
      Op.convolveInputGradient,
      [array, gradient, weights, null],
      numbersOf(array, shape, { adds }),
      [],
      rounded(weights.count) + framed(shape, shape.outChannels),
    );
  },
  convolveWeightGradient(x, dy, arena, weight, bias, shape) {
    const parameters = WasmArena.of(arena);
    const [input, gradient] = [contentOf(x), contentOf(dy)];
    const [dw, db] = [parameters.gradientTarget(weight), parameters.gradientTarget(bias)];
    machine.run(
      Op.convolveWeightGradient,
      [input, gradient, dw.array, db.array],
      numbersOf(input, shape, { adds: dw.adds, addsBias: db.adds }),
      [],
      framed(shape, shape.input.channels),
    );
  },
});
