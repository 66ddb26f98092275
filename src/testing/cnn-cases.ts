/**
 * What a whole cnn encoder must do on every implementation of the kernels: features and gradients of the float64
 * oracle, before and after training. Called by the Node and the WebGPU tests.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Cnn, type CnnShape, cnnSpecs } from '../engine/encoders/cnn';
import { BatchRows, type DeviceArray, type Kernels } from '../engine/kernels/kernels';
import { alike, normals } from './kernel-bench';
import * as oracle from './oracle-convolution';

const image = (height: number, width: number, channels: number) => ({ height, width, channels });

const ENCODERS: { rows: number; text: string; shape: CnnShape }[] = [
  {
    text: 'pooling, one channel',
    rows: 3,
    shape: {
      frames: 1,
      input: image(7, 5, 1),
      channels: [3, 6, 4],
      downsample: 'pool',
      kernelHeight: 3,
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
      kernelHeight: 3,
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
      kernelHeight: 3,
      featureDim: 2,
      embedding: 'linear',
    },
  },
  {
    text: 'a series of three channels and an odd length',
    rows: 7,
    shape: {
      frames: 1,
      input: image(1, 13, 3),
      channels: [4, 5, 3],
      downsample: 'stride',
      kernelHeight: 1,
      featureDim: 3,
      embedding: 'linear',
    },
  },
  {
    text: 'a short series of one channel, one sample, halved to a moment',
    rows: 1,
    shape: {
      frames: 1,
      input: image(1, 5, 1),
      channels: [3, 4, 4, 2],
      downsample: 'stride',
      kernelHeight: 1,
      featureDim: 4,
      embedding: 'relu',
    },
  },
];

export function describeCnn(open: () => Promise<Kernels>): void {
  let kernels: Kernels;
  const owned: DeviceArray[] = [];
  const upload = (values: readonly number[], shape: readonly number[]) => {
    const array = kernels.upload(Float32Array.from(values), shape);
    owned.push(array);
    return array;
  };
  const read = async (array: DeviceArray) => (await kernels.read([array]))[0] as Float32Array;

  beforeAll(async () => {
    kernels = await open();
  });
  afterAll(() => kernels.free(owned));

  it.each(ENCODERS)(
    'has the features of the formula and the gradient of finite differences: $text',
    async (given) => {
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
      const pass = encoder.pass(rows);
      const input = upload(x, [rows, x.length / rows]);
      const feature = pass.forward(input, 'training');
      alike(await read(feature), oracle.cnn(x, rows, 'm.encoder', shape, parameters));
      kernels.clearGradients(arena);
      pass.backward(input, upload(dFeature, [rows, shape.featureDim]));
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
      pass.free();
      arena.free();
    },
  );

  it.each(ENCODERS)('trains a smaller last batch as one of that size: $text', async ({ shape }) => {
    const specs = cnnSpecs('m.encoder', shape, []);
    const arena = kernels.arena(specs);
    for (const { name, shape: sides } of specs) {
      const count = sides.reduce((product, side) => product * side, 1);
      arena.write(
        name,
        Float32Array.from(normals(name, count), (value) => value / 3),
      );
    }
    const encoder = new Cnn(kernels, arena, 'm.encoder', shape);
    const numbers = shape.frames * oracle.pixels(shape.input);
    const [whole, few] = [normals('whole', 5 * numbers), normals('few', 2 * numbers)];
    const dWhole = normals('dWhole', 5 * shape.featureDim);
    const dFew = normals('dFew', 2 * shape.featureDim);
    /** Features and gradients of these samples. */
    const through = async (
      pass: ReturnType<Cnn['pass']>,
      values: readonly number[],
      gradient: readonly number[],
    ) => {
      const rows = gradient.length / shape.featureDim;
      const x = upload(values, [rows, numbers]);
      const feature = [...(await read(pass.forward(x, 'training')))];
      kernels.clearGradients(arena);
      pass.backward(x, upload(gradient, [rows, shape.featureDim]));
      const names = specs.map(({ name }) => name);
      return { feature, gradients: [...(await kernels.readGradients(arena, names))] };
    };
    const rows = new BatchRows(5);
    const follows = encoder.pass(rows);
    const first = await through(follows, whole, dWhole);
    rows.now = 2;
    const last = await through(follows, few, dFew);
    const small = encoder.pass(2);
    expect(last).toEqual(await through(small, few, dFew));
    expect(last.feature).toHaveLength(2 * shape.featureDim);
    rows.now = 5;
    expect(await through(follows, whole, dWhole)).toEqual(first);
    for (const pass of [follows, small]) pass.free();
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
        kernelHeight: 3,
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
      const pass = encoder.pass(5);
      const values = normals('leak', 5 * 224);
      const x = kernels.upload(Float32Array.from(values), [5, 224]);
      const dFeature = kernels.allocate([5, 4]);
      // the gradient of half the sum of squares of the feature
      const addGradients = () => {
        kernels.clearGradients(arena);
        const feature = pass.forward(x, 'training');
        kernels.clear(dFeature);
        kernels.add(feature, dFeature);
        pass.backward(x, dFeature);
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
      pass.free();
      arena.free();
      kernels.free([x, dFeature]);
      // rows of ones stay with the kernels
      expect(kernels.memory().arrays - nothing).toBeLessThanOrEqual(4);
    },
  );
}
