/** What the host asks of convolution/wasm.ts. */

import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine } from '../wasm/machine';
import { Op } from '../wasm/opcodes';
import { packedRoom, rounded } from '../wasm/rooms';
import type { ConvolutionKernels, ConvolutionShape } from './op';

type Convolution = Pick<
  ConvolutionKernels,
  'convolve' | 'convolveInputGradient' | 'convolveWeightGradient'
>;

/** Images, sides, channels and stride as the commands have them. */
function numbersOf(count: number, { input, outChannels, stride }: ConvolutionShape): number[] {
  const { height, width, channels } = input;
  return [count / (height * width * channels), height, width, channels, outChannels, stride];
}

/** Numbers of an image with a margin of one pixel. */
const framed = ({ input }: ConvolutionShape, channels: number) =>
  rounded((input.height + 2) * (input.width + 2) * channels);

/** The same and what packing for the product needs. */
const framedAndPacked = (shape: ConvolutionShape, channels: number) =>
  framed(shape, channels) + packedRoom(9 * channels);

export const convolutionOnWasm = (machine: Machine): Convolution => ({
  convolve(x, arena, weight, bias, shape, activation, out) {
    const parameters = WasmArena.of(arena);
    const input = contentOf(x);
    machine.run(
      Op.convolve,
      [input, parameters.value(weight), parameters.value(bias), wasmArray(out).fresh()],
      [...numbersOf(input.count, shape), Number(activation === 'relu')],
      [],
      framedAndPacked(shape, shape.input.channels),
    );
  },
  convolveInputGradient(dy, arena, weight, shape, into) {
    const weights = WasmArena.of(arena).value(weight);
    const gradient = contentOf(dy);
    const { array, adds } = wasmArray(into).target();
    machine.run(
      Op.convolveInputGradient,
      [gradient, weights, array],
      [...numbersOf(array.count, shape), adds],
      [],
      rounded(weights.count) + framedAndPacked(shape, shape.outChannels),
    );
  },
  convolveWeightGradient(x, dy, arena, weight, bias, shape) {
    const parameters = WasmArena.of(arena);
    const [input, gradient] = [contentOf(x), contentOf(dy)];
    const [dw, db] = [parameters.gradientTarget(weight), parameters.gradientTarget(bias)];
    machine.run(
      Op.convolveWeightGradient,
      [input, gradient, dw.array, db.array],
      [...numbersOf(input.count, shape), dw.adds, db.adds],
      [],
      framed(shape, shape.input.channels),
    );
  },
});
