/** The kernels of deep encoders on the back ends that run in Node. */
import { afterAll, describe, expect, it } from 'vitest';
import { IN_NODE, openInNode } from '../../testing/in-node';
import { image, normals } from '../../testing/kernel-bench';
import { slopes } from '../../testing/oracle-convolution';
import * as oracle from '../../testing/oracle-deep';
import type { Device } from '../device/device';
import { BATCH_NORM } from './batch-norm/op';
import { describeDeep } from './cases';
import { deepOnRequest } from './deep';
import { windowPooled } from './window-pooling/op';

describe.each(IN_NODE)('kernels of deep encoders on %s', (backend) => {
  let device: Device;
  describeDeep(async () => {
    device = await openInNode(backend);
    expect(() => device.kernels.deep()).toThrow('are not loaded');
    return device.kernels;
  });
  afterAll(() => device.close());

  it('a step with kernels of both kinds has the same bits when it is replayed', async () => {
    const { kernels } = device;
    const window = { height: 3, width: 3, stride: 2, padding: 1 };
    const shape = { input: image(9, 9, 3), outChannels: 5, window };
    const arena = kernels.arena([{ name: 'w', shape: [3, 3, 3, 5], bound: 0, stream: [] }]);
    arena.write('w', Float32Array.from(normals('weight', 135)));
    const x = kernels.upload(Float32Array.from(normals('x', 486)), [2, 243]);
    const [y, means] = [kernels.allocate([2, 25, 5]), kernels.allocate([2, 5])];
    const stepper = kernels.stepper();
    const results: number[][] = [];
    for (let step = 0; step < 3; step++) {
      stepper.run('both', () => {
        kernels.clear(y);
        kernels.deep().convolve(x, arena, 'w', shape, y);
        kernels.convolution.average(y, means);
      });
      results.push([...(await kernels.read([means]))[0]]);
    }
    expect(results[0]?.some((value) => value !== 0)).toBe(true);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    stepper.free();
    kernels.free([x, y, means]);
    arena.free();
  });
});

it('kernels that cannot be fetched are missed with what to do, and asked for again the next time', async () => {
  let tries = 0;
  const { loadDeep, deep } = deepOnRequest(async () => {
    tries += 1;
    throw new Error('the network is down');
  });
  for (const asked of [1, 2]) {
    await expect(loadDeep()).rejects.toMatchObject({
      code: 'no-deep-kernels',
      message: 'What this encoder computes with cannot be fetched now (the network is down).',
      hint: 'Go online once and train it; from then on it is kept. Or choose another kind of encoder.',
    });
    expect(tries).toBe(asked);
  }
  expect(deep).toThrow('are not loaded');
});

describe('the oracle itself', () => {
  const weigh = (values: readonly number[], by: readonly number[]) =>
    values.reduce((sum, value, k) => sum + value * (by[k] as number), 0);
  const close = (got: readonly number[], want: readonly number[]) => {
    expect(got.length).toBe(want.length);
    got.forEach((value, k) => {
      expect(value).toBeCloseTo(want[k] as number, 6);
    });
  };

  it('convolves a hand-worked image', () => {
    const window = { height: 2, width: 2, stride: 2, padding: 1 };
    const shape = { input: image(3, 3, 1), outChannels: 1, window };
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(oracle.convolve(x, [1, 10, 100, 1000], 1, shape)).toEqual([1000, 3200, 7040, 9865]);
  });

  it('has the gradients of a convolution that finite differences give', () => {
    const window = { height: 3, width: 2, stride: 2, padding: 1 };
    const shape = { input: image(4, 5, 2), outChannels: 3, window };
    const x = normals('x', 40);
    const weight = normals('weight', 36);
    const dy = normals('dy', oracle.convolve(x, weight, 1, shape).length);
    const got = oracle.convolveGradients(x, weight, dy, 1, shape);
    close(
      got.input,
      slopes((at) => weigh(oracle.convolve(at, weight, 1, shape), dy), x),
    );
    close(
      got.weight,
      slopes((at) => weigh(oracle.convolve(x, at, 1, shape), dy), weight),
    );
  });

  it('pools a hand-worked image, and its gradient is that of finite differences', () => {
    const window = { height: 3, width: 3, stride: 2, padding: 1 };
    const shape = { input: image(3, 3, 1), window };
    const x = [-1, -2, -3, -4, -5, -6, -7, -8, -0.5];
    expect(oracle.windowMax(x, 1, shape)).toEqual([-1, -2, -4, -0.5]);
    const dy = normals('dy', windowPooled(shape).height * windowPooled(shape).width);
    close(
      oracle.windowMaxGradient(x, dy, 1, shape),
      slopes((at) => weigh(oracle.windowMax(at, 1, shape), dy), x),
    );
  });

  it.each([7, 1])(
    'has the gradients of a batch norm of %i pixels that finite differences give',
    (pixels) => {
      const normed = {
        x: normals('x', 2 * pixels),
        residual: normals('residual', 2 * pixels),
        scale: [1.5, -0.5],
        shift: [0.2, 0.4],
        mean: [0, 0],
        variance: [1, 1],
        relu: true,
      };
      const dy = normals('dy', 2 * pixels);
      const got = oracle.normaliseGradients(normed, dy);
      const slopesOf = (key: 'x' | 'residual' | 'scale' | 'shift') =>
        slopes((at) => weigh(oracle.normalise({ ...normed, [key]: at }, 'batch'), dy), normed[key]);
      for (const key of ['x', 'residual', 'scale', 'shift'] as const)
        close(got[key], slopesOf(key));
    },
  );

  it('normalises a single pixel by the running values, which stay', () => {
    const normed = {
      x: [7, 0],
      residual: null,
      scale: [2, 1],
      shift: [0.5, 0],
      mean: [3, -4],
      variance: [4, 16],
      relu: false,
    };
    const deviations = [2, 4].map((deviation) => Math.sqrt(deviation ** 2 + BATCH_NORM.epsilon));
    const [first = 0, second = 0] = deviations;
    close(oracle.normalise(normed, 'batch'), [0.5 + 8 / first, 4 / second]);
    expect(oracle.followed(normed)).toMatchObject({ mean: [3, -4], variance: [4, 16] });
  });
});
