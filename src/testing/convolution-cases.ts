/**
 * What every implementation of the convolution kernels must compute, at odd sizes (one row, one channel, sides of 5
 * and 7, channels not divisible by 4), held against the float64 oracle. Called by the Node and the WebGPU tests.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConvolutionShape, convolved, pooled } from '../engine/kernels/convolution';
import type { DeviceArray, Kernels } from '../engine/kernels/kernels';
import { Cnn, type CnnShape, cnnSpecs } from '../engine/layers/cnn';
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

const ENCODERS: { rows: number; text: string; shape: CnnShape }[] = [
  {
    text: 'pooling, one channel',
    rows: 3,
    shape: {
      frames: 1,
      input: image(7, 5, 1),
      channels: [3, 6, 4],
      downsample: 'pool',
      featureDim: 3,
      embedding: 'linear',
    },
  },
  {
    text: 'two frames, a ReLU at the end, sides too small to halve again',
    rows: 2,
    shape: {
      frames: 2,
      input: image(4, 5, 3),
      channels: [5, 4, 3, 2],
      downsample: 'pool',
      featureDim: 5,
      embedding: 'relu',
    },
  },
  {
    text: 'strides instead of pooling',
    rows: 2,
    shape: {
      frames: 1,
      input: image(6, 5, 2),
      channels: [6, 5],
      downsample: 'stride',
      featureDim: 2,
      embedding: 'linear',
    },
  },
];

/** Standard normal numbers, rounded to float32 so that both sides start alike. */
export function normals(name: string, count: number): number[] {
  const random = randomStream(13, 'convolution-cases', name, count);
  return Array.from({ length: count }, () => Math.fround(random.normal()));
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
  const alike = (got: ArrayLike<number>, want: readonly number[], digits = 5) => {
    const scale = Math.max(1, ...want.map(Math.abs));
    expect(got.length).toBe(want.length);
    want.forEach((value, k) => {
      expect((got[k] as number) / scale, `element ${k}`).toBeCloseTo(value / scale, digits);
    });
  };
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
    const gradient = oracle.slopes(
      (at) =>
        oracle
          .average(at, rows, count, width)
          .reduce((sum, value, k) => sum + value * (dy[k] as number), 0),
      x.length > 500 ? x.slice(0, 0) : x,
    );
    const want = x.map(
      (value, k) =>
        value + (dy[Math.floor(k / (count * width)) * width + (k % width)] as number) / count,
    );
    gradient.forEach((slope, k) => {
      expect(slope).toBeCloseTo((want[k] as number) - (x[k] as number), 7);
    });
    alike(await read(into), want);
  });

  it.each(ENCODERS)('a whole cnn has the gradient of finite differences: $text', async (given) => {
    const { rows, shape } = given;
    const specs = cnnSpecs('m.encoder', shape, ['encoder', 'm']);
    const arena = kernels.arena(specs);
    const parameters = new Map(
      specs.map(({ name, shape: sides }) => {
        const count = sides.reduce((product, side) => product * side, 1);
        return [name, normals(name, count).map((value) => Math.fround(value / 3))];
      }),
    );
    for (const [name, values] of parameters) arena.write(name, Float32Array.from(values));
    const x = normals('cnn', rows * shape.frames * oracle.pixels(shape.input));
    const dFeature = normals('dcnn', rows * shape.featureDim);
    const encoder = new Cnn(kernels, arena, 'm.encoder', shape);
    const tape = encoder.tape(rows);
    const input = upload(x, [rows, x.length / rows]);
    const feature = encoder.forward(input, tape);
    alike(await read(feature), oracle.cnn(x, rows, 'm.encoder', shape, parameters));
    kernels.clearGradients(arena);
    encoder.backward(input, tape, upload(dFeature, [rows, shape.featureDim]));
    for (const { name } of specs) {
      const want = oracle.slopes(
        (values) =>
          oracle
            .cnn(x, rows, 'm.encoder', shape, new Map([...parameters, [name, values]]))
            .reduce((sum, value, k) => sum + value * (dFeature[k] as number), 0),
        parameters.get(name) as number[],
      );
      expect(Math.max(...want.map(Math.abs)), `${name} matters`).toBeGreaterThan(0);
      alike(await kernels.readGradients(arena, [name]), want, 4);
    }
    encoder.freeTape(tape);
    arena.free();
  });

  it.each(['pool', 'stride'] as const)(
    'after twenty steps nothing is left behind or out of date (%s)',
    async (downsample) => {
      const shape: CnnShape = {
        frames: 2,
        input: image(8, 7, 2),
        channels: [3, 6],
        downsample,
        featureDim: 4,
        embedding: 'linear',
      };
      const nothing = kernels.memory().arrays;
      const arena = kernels.arena(cnnSpecs('m', shape, []));
      for (const { name, shape: sides } of arena.specs) {
        const count = sides.reduce((product, side) => product * side, 1);
        arena.write(
          name,
          Float32Array.from(normals(name, count), (value) => value / 3),
        );
      }
      const encoder = new Cnn(kernels, arena, 'm', shape);
      const tape = encoder.tape(5);
      const values = normals('leak', 5 * 224);
      const x = kernels.upload(Float32Array.from(values), [5, 224]);
      const dFeature = kernels.allocate([5, 4]);
      // the gradient of half the sum of squares of the feature
      const addGradients = () => {
        kernels.clearGradients(arena);
        const feature = encoder.forward(x, tape);
        kernels.clear(dFeature);
        kernels.add(feature, dFeature);
        encoder.backward(x, tape, dFeature);
        return feature;
      };
      const step = async () => {
        addGradients();
        kernels.sgd(arena, { learningRate: 0.001, momentum: 0.9, weightDecay: 0 });
        await kernels.finish();
      };
      for (let k = 0; k < 3; k++) await step();
      const before = kernels.memory();
      for (let k = 0; k < 17; k++) await step();
      expect(kernels.memory()).toEqual(before);
      // a back end that kept weights of an earlier step would be caught here
      const feature = addGradients();
      const parameters = new Map([...(await arena.read())].map(([name, v]) => [name, [...v]]));
      const featureAt = (at: ReadonlyMap<string, number[]>) =>
        oracle.cnn(values, 5, 'm', shape, at);
      expect(Math.max(...featureAt(parameters))).toBeGreaterThan(0.01);
      alike(await read(feature), featureAt(parameters));
      for (const name of ['m.conv1.weight', 'm.conv2.bias']) {
        const want = oracle.slopes(
          (at) =>
            featureAt(new Map([...parameters, [name, at]])).reduce(
              (sum, f) => sum + (f * f) / 2,
              0,
            ),
          parameters.get(name) as number[],
        );
        alike(await kernels.readGradients(arena, [name]), want, 4);
      }
      encoder.freeTape(tape);
      arena.free();
      kernels.free([x, dFeature]);
      // rows of ones stay with the kernels
      expect(kernels.memory().arrays - nothing).toBeLessThanOrEqual(4);
    },
  );
}
