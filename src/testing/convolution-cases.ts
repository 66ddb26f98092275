/**
 * What every implementation of the convolution kernels must compute, at odd sizes (one row, one channel, sides of 5
 * and 7, channels not divisible by 4), held against the float64 oracle. Called by the Node and the WebGPU tests.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConvolutionShape, convolved, pooled } from '../engine/kernels/convolution/op';
import type { DeviceArray, Kernels } from '../engine/kernels/kernels';
import { randomStream } from '../math/rng';
import * as oracle from './oracle-convolution';

const image = (height: number, width: number, channels: number) => ({ height, width, channels });
const convolution = (
  images: number,
  input: ConvolutionShape['input'],
  outChannels: number,
  stride: 1 | 2,
) => ({ images, shape: { input, outChannels, stride } });

const CONVOLUTIONS = [
  convolution(1, image(1, 1, 1), 1, 1),
  convolution(1, image(5, 5, 1), 2, 1),
  convolution(3, image(7, 5, 3), 5, 1),
  convolution(2, image(6, 4, 5), 3, 1),
  convolution(1, image(5, 7, 6), 8, 1),
  convolution(4, image(8, 8, 8), 8, 1),
  convolution(2, image(1, 5, 2), 3, 2),
  convolution(3, image(7, 5, 3), 5, 2),
  convolution(2, image(6, 8, 1), 4, 2),
  convolution(1, image(5, 7, 6), 7, 2),
  convolution(2, image(8, 6, 8), 4, 2),
].map((size) => ({
  ...size,
  text: `${size.images} of ${size.shape.input.height}x${size.shape.input.width}x${size.shape.input.channels} to ${size.shape.outChannels}, stride ${size.shape.stride}`,
}));

/** Standard normal numbers, rounded to float32 so that both sides start alike. */
export function normals(name: string, count: number): number[] {
  const random = randomStream(13, 'convolution-cases', name, count);
  return Array.from({ length: count }, () => Math.fround(random.normal()));
}

/** Same length and, on the scale of the largest, the same numbers to so many digits. */
export function alike(got: ArrayLike<number>, want: readonly number[], digits = 5): void {
  const scale = Math.max(1, ...want.map(Math.abs));
  expect(got.length).toBe(want.length);
  want.forEach((value, k) => {
    expect((got[k] as number) / scale, `element ${k}`).toBeCloseTo(value / scale, digits);
  });
}

export function describeConvolution(open: () => Promise<Kernels>): void {
  let kernels: Kernels;
  const owned: DeviceArray[] = [];
  const own = (array: DeviceArray) => {
    owned.push(array);
    return array;
  };
  const upload = (values: readonly number[], shape: readonly number[] = [values.length]) =>
    own(kernels.upload(Float32Array.from(values), shape));
  const empty = (...shape: number[]) => own(kernels.allocate(shape));
  const read = async (array: DeviceArray) => (await kernels.read([array]))[0] as Float32Array;

  beforeAll(async () => {
    kernels = await open();
  });
  afterAll(() => kernels.free(owned));

  describe.each(CONVOLUTIONS)('a convolution of $text', ({ images, shape }) => {
    const { input, outChannels } = shape;
    const out = convolved(shape);
    const x = normals('x', images * oracle.pixels(input));
    const weight = normals('weight', 9 * input.channels * outChannels);
    const bias = normals('bias', outChannels);
    const dy = normals('dy', images * oracle.pixels(out));
    const start = () => {
      const arena = kernels.arena([
        { name: 'w', shape: [3, 3, input.channels, outChannels], bound: 0, stream: [] },
        { name: 'b', shape: [outChannels], bound: 0, stream: [] },
      ]);
      arena.write('w', Float32Array.from(weight));
      arena.write('b', Float32Array.from(bias));
      return arena;
    };

    it('has the values of the formula, with and without ReLU', async () => {
      const arena = start();
      const array = upload(x, [images, input.height, input.width, input.channels]);
      const y = empty(images, out.height, out.width, out.channels);
      const want = oracle.convolve(x, weight, bias, images, shape);
      kernels.convolution.convolve(array, arena, 'w', 'b', shape, 'linear', y);
      alike(await read(y), want);
      kernels.convolution.convolve(array, arena, 'w', 'b', shape, 'relu', y);
      alike(
        await read(y),
        want.map((value) => Math.max(0, value)),
      );
      arena.free();
    });

    it('has the gradients of the formula, and they add up over calls', async () => {
      const arena = start();
      // flat arrays, as a batch of a modality comes
      const array = upload(x, [images, oracle.pixels(input)]);
      const gradient = upload(dy, [images, oracle.pixels(out)]);
      const into = empty(images, oracle.pixels(input));
      kernels.clearGradients(arena);
      for (let call = 0; call < 2; call++) {
        kernels.convolution.convolveInputGradient(gradient, arena, 'w', shape, into);
        kernels.convolution.convolveWeightGradient(array, gradient, arena, 'w', 'b', shape);
      }
      const want = oracle.convolveGradients(x, weight, dy, images, shape);
      const twice = (values: readonly number[]) => values.map((value) => 2 * value);
      alike(await read(into), twice(want.input));
      alike(await kernels.readGradients(arena, ['w']), twice(want.weight));
      alike(await kernels.readGradients(arena, ['b']), twice(want.bias));
      arena.free();
    });
  });

  describe.each([
    { images: 1, shape: image(2, 2, 1) },
    { images: 2, shape: image(7, 5, 3) },
    { images: 3, shape: image(4, 6, 4) },
    { images: 1, shape: image(3, 8, 6) },
  ])('max pooling of $images images, $shape', ({ images, shape }) => {
    const count = images * oracle.pixels(shape);
    const kinds = {
      'of all signs': normals('pool', count),
      'with no positive value': normals('pool', count).map((value) => -Math.abs(value) - 1),
      'full of ties': normals('pool', count).map((value) => Math.round(value)),
      'all alike': normals('pool', count).map(() => -2),
    };
    it.each(Object.entries(kinds))('of windows %s', async (_, x) => {
      const out = pooled(shape);
      const dy = normals('dpool', images * oracle.pixels(out));
      const array = upload(x, [images, shape.height, shape.width, shape.channels]);
      const y = empty(images, out.height, out.width, out.channels);
      const into = upload(x, array.shape);
      kernels.convolution.maxPool(array, shape, y);
      kernels.convolution.maxPoolGradient(array, upload(dy, y.shape), shape, into);
      alike(await read(y), oracle.maxPool(x, images, shape), 6);
      const gradient = oracle.maxPoolGradient(x, dy, images, shape);
      alike(
        await read(into),
        gradient.map((value, k) => value + (x[k] as number)),
        6,
      );
    });
  });

  it.each([
    { what: 'all pixels', rows: 3, count: 35, width: 5 },
    { what: 'all pixels of a large image', rows: 1, count: 1156, width: 3 },
    { what: 'the frames of a sample', rows: 2, count: 4, width: 6 },
    { what: 'a single pixel', rows: 5, count: 1, width: 4 },
    { what: 'numbers without channels', rows: 4, count: 9, width: 1 },
  ])('averages over $what, and carries the gradient back', async ({ rows, count, width }) => {
    const x = normals('average', rows * count * width);
    const dy = normals('daverage', rows * width);
    const out = empty(rows, width);
    const into = upload(x, [rows * count, width]);
    kernels.convolution.average(upload(x, [rows, count, width]), out);
    alike(await read(out), oracle.average(x, rows, count, width));
    kernels.convolution.averageGradient(upload(dy, [rows, width]), into);
    const want = x.map(
      (value, k) =>
        value + (dy[Math.floor(k / (count * width)) * width + (k % width)] as number) / count,
    );
    alike(await read(into), want);
  });
}
