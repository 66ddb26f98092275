/**
 * Cases of convolutions, at odd sizes: one row, one channel, sides of 5 and 7, channels not divisible by 4; kernels of
 * three rows, and of one for images one pixel high.
 */
import { describe, it } from 'vitest';
import { alike, image, type KernelBench, normals } from '../../../testing/kernel-bench';
import * as oracle from '../../../testing/oracle-convolution';
import { type ConvolutionShape, convolved, tapsOf } from './op';

const convolution = (
  images: number,
  input: ConvolutionShape['input'],
  outChannels: number,
  stride: 1 | 2,
) => ({ images, shape: { input, outChannels, stride, kernelHeight: 3 as const } });

const ofSeries = (
  images: number,
  length: number,
  channels: number,
  outChannels: number,
  stride: 1 | 2,
) => ({
  images,
  shape: { input: image(1, length, channels), outChannels, stride, kernelHeight: 1 as const },
});

const CONVOLUTIONS = [
  convolution(1, image(1, 1, 1), 1, 1),
  convolution(1, image(5, 5, 1), 2, 1),
  convolution(3, image(7, 5, 3), 5, 1),
  convolution(2, image(6, 4, 5), 3, 1),
  convolution(1, image(5, 7, 6), 8, 1),
  convolution(4, image(8, 8, 8), 8, 1),
  convolution(1, image(2, 2, 8), 12, 1),
  convolution(1, image(1, 6, 8), 8, 1),
  convolution(3, image(7, 5, 12), 8, 1),
  convolution(5, image(9, 14, 8), 16, 1),
  convolution(1, image(3, 121, 8), 8, 1),
  convolution(2, image(1, 5, 2), 3, 2),
  convolution(3, image(7, 5, 3), 5, 2),
  convolution(2, image(6, 8, 1), 4, 2),
  convolution(1, image(5, 7, 6), 7, 2),
  convolution(2, image(8, 6, 8), 4, 2),
  ofSeries(1, 1, 1, 1, 1),
  ofSeries(1, 2, 1, 4, 1),
  ofSeries(7, 9, 1, 8, 1),
  ofSeries(33, 13, 3, 5, 1),
  ofSeries(7, 127, 3, 16, 2),
  ofSeries(5, 8, 6, 4, 2),
  ofSeries(3, 31, 8, 12, 1),
  ofSeries(1, 64, 16, 32, 1),
  ofSeries(9, 15, 16, 8, 2),
].map((size) => ({
  ...size,
  text: `${size.shape.kernelHeight}x3, ${size.images} of ${size.shape.input.height}x${size.shape.input.width}x${size.shape.input.channels} to ${size.shape.outChannels}, stride ${size.shape.stride}`,
}));

export function convolutionCases(bench: KernelBench): void {
  const { empty, put, read } = bench;

  describe.each(CONVOLUTIONS)('a convolution of $text', ({ images, shape }) => {
    const { input, outChannels } = shape;
    const out = convolved(shape);
    const x = normals('x', images * oracle.pixels(input));
    const weight = normals('weight', tapsOf(shape) * input.channels * outChannels);
    const bias = normals('bias', outChannels);
    const dy = normals('dy', images * oracle.pixels(out));
    const start = () => {
      const arena = bench.kernels.arena([
        {
          name: 'w',
          shape: [shape.kernelHeight, 3, input.channels, outChannels],
          bound: 0,
          stream: [],
        },
        { name: 'b', shape: [outChannels], bound: 0, stream: [] },
      ]);
      arena.write('w', Float32Array.from(weight));
      arena.write('b', Float32Array.from(bias));
      return arena;
    };

    it('has the values of the formula, with and without ReLU', async () => {
      const arena = start();
      const array = put(x, [images, input.height, input.width, input.channels]);
      const y = empty(images, out.height, out.width, out.channels);
      const want = oracle.convolve(x, weight, bias, images, shape);
      bench.kernels.convolution.convolve(array, arena, 'w', 'b', shape, 'linear', y);
      alike(await read(y), want);
      bench.kernels.convolution.convolve(array, arena, 'w', 'b', shape, 'relu', y);
      alike(
        await read(y),
        want.map((value) => Math.max(0, value)),
      );
      arena.free();
    });

    it('has the gradients of the formula, and they add up over calls', async () => {
      const arena = start();
      // flat arrays, as a batch of a modality comes
      const array = put(x, [images, oracle.pixels(input)]);
      const gradient = put(dy, [images, oracle.pixels(out)]);
      const into = empty(images, oracle.pixels(input));
      bench.kernels.clearGradients(arena);
      for (let call = 0; call < 2; call++) {
        bench.kernels.convolution.convolveInputGradient(gradient, arena, 'w', shape, into);
        bench.kernels.convolution.convolveWeightGradient(array, gradient, arena, 'w', 'b', shape);
      }
      const want = oracle.convolveGradients(x, weight, dy, images, shape);
      const twice = (values: readonly number[]) => values.map((value) => 2 * value);
      alike(await read(into), twice(want.input));
      alike(await bench.kernels.readGradients(arena, ['w']), twice(want.weight));
      alike(await bench.kernels.readGradients(arena, ['b']), twice(want.bias));
      arena.free();
    });
  });
}
