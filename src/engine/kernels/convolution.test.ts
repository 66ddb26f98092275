/** The convolution kernels on the back ends that run in Node. */
import { afterAll, describe, expect, it } from 'vitest';
import { IN_NODE, openInNode } from '../../testing/in-node';
import { normals } from '../../testing/kernel-bench';
import * as oracle from '../../testing/oracle-convolution';
import type { Device } from '../device/device';
import { describeConvolution } from './cases';

describe.each(IN_NODE)('convolution on %s', (backend) => {
  let device: Device;
  describeConvolution(async () => {
    device = await openInNode(backend);
    return device.kernels;
  });
  afterAll(() => device.close());
});

describe('the oracle itself', () => {
  const weigh = (values: readonly number[], by: readonly number[]) =>
    values.reduce((sum, value, k) => sum + value * (by[k] as number), 0);
  const close = (got: readonly number[], want: readonly number[]) => {
    expect(got.length).toBe(want.length);
    got.forEach((value, k) => {
      expect(value).toBeCloseTo(want[k] as number, 7);
    });
  };

  it('convolves a hand-worked image', () => {
    const shape = {
      input: { height: 2, width: 3, channels: 1 },
      outChannels: 1,
      kernelHeight: 3,
    } as const;
    const x = [1, 2, 3, 4, 5, 6];
    const sums = Array.from({ length: 9 }, () => 1);
    expect(oracle.convolve(x, sums, [0.5], 1, { ...shape, stride: 1 })).toEqual([
      12.5, 21.5, 16.5, 12.5, 21.5, 16.5,
    ]);
    expect(oracle.convolve(x, sums, [0], 1, { ...shape, stride: 2 })).toEqual([12, 16]);
    const upperLeft = sums.map((_, k) => (k === 0 ? 1 : 0));
    expect(oracle.convolve(x, upperLeft, [0], 1, { ...shape, stride: 1 })).toEqual([
      0, 0, 0, 0, 1, 2,
    ]);
  });

  it('convolves a hand-worked series', () => {
    const shape = {
      input: { height: 1, width: 4, channels: 1 },
      outChannels: 1,
      kernelHeight: 1,
    } as const;
    const x = [1, 2, 4, 8];
    const taps = [1, 10, 100];
    expect(oracle.convolve(x, taps, [0.5], 1, { ...shape, stride: 1 })).toEqual([
      210.5, 421.5, 842.5, 84.5,
    ]);
    expect(oracle.convolve(x, taps, [0], 1, { ...shape, stride: 2 })).toEqual([210, 842]);
  });

  it.each([1, 2] as const)(
    'has the gradients that finite differences give, stride %s',
    (stride) => {
      const shape = {
        input: { height: 5, width: 4, channels: 2 },
        outChannels: 3,
        stride,
        kernelHeight: 3,
      } as const;
      const x = normals('x', 2 * 40);
      const weight = normals('weight', 54);
      const bias = normals('bias', 3);
      const y = oracle.convolve(x, weight, bias, 2, shape);
      const dy = normals('dy', y.length);
      const got = oracle.convolveGradients(x, weight, dy, 2, shape);
      close(
        got.input,
        oracle.slopes((at) => weigh(oracle.convolve(at, weight, bias, 2, shape), dy), x),
      );
      close(
        got.weight,
        oracle.slopes((at) => weigh(oracle.convolve(x, at, bias, 2, shape), dy), weight),
      );
      close(
        got.bias,
        oracle.slopes((at) => weigh(oracle.convolve(x, weight, at, 2, shape), dy), bias),
      );
    },
  );

  it('pools with the gradient that finite differences give, the first of equals taking it all', () => {
    const shape = { height: 5, width: 4, channels: 3 };
    const x = normals('pool', 2 * 60).map((value) => value - 1);
    const dy = normals('dy', oracle.maxPool(x, 2, shape).length);
    close(
      oracle.maxPoolGradient(x, dy, 2, shape),
      oracle.slopes((at) => weigh(oracle.maxPool(at, 2, shape), dy), x),
    );
    expect(
      oracle.maxPoolGradient([-1, -1, -3, -1], [5], 1, { height: 2, width: 2, channels: 1 }),
    ).toEqual([5, 0, 0, 0]);
  });
});
