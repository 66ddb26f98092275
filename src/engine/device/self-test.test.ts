import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as oracle from '../../testing/oracle';
import type { Kernels } from '../kernels/kernels';
import { type Device, openVariant } from './device';
import { SELF_TEST_EXPECTED, selfTest } from './self-test';

describe('the start-up self-test', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openVariant('cpu');
  });
  afterAll(() => device.close());

  it('expects what the formulas give', () => {
    const x = [
      [1, 2],
      [-1, 0.5],
    ];
    const labels = [0, 1];
    const w1 = [
      [0.5, -0.3, 0.2],
      [0.1, 0.4, -0.6],
    ];
    const w2 = [
      [0.3, -0.2],
      [0.1, 0.7],
      [-0.5, 0.4],
    ];
    const loss = (a: oracle.Table, b: oracle.Table) =>
      oracle.crossEntropy(oracle.product(oracle.relu(oracle.product(x, a)), b), labels);
    const step = (w: oracle.Table, gradient: oracle.Table) =>
      w.flatMap((row, i) => row.map((v, c) => v - 0.5 * (gradient[i]?.[c] as number)));
    expect(SELF_TEST_EXPECTED.loss).toBeCloseTo(loss(w1, w2), 7);
    step(
      w1,
      oracle.finiteDifferences((at) => loss(at, w2), w1),
    ).forEach((v, k) => {
      expect(SELF_TEST_EXPECTED.w1[k]).toBeCloseTo(v, 6);
    });
    step(
      w2,
      oracle.finiteDifferences((at) => loss(w1, at), w2),
    ).forEach((v, k) => {
      expect(SELF_TEST_EXPECTED.w2[k]).toBeCloseTo(v, 6);
    });
  });

  it('passes on a device that computes', async () => {
    expect(await selfTest(device.kernels)).toBeNull();
  });

  it('fails a device whose gradients are all zero, and says what is off', async () => {
    const broken = new Proxy(device.kernels, {
      get: (target, key) =>
        key === 'linearWeightGradient'
          ? () => {}
          : (Reflect.get(target, key) as Kernels[keyof Kernels]),
    });
    expect(await selfTest(broken)).toMatch(/^a first-layer weight came out as 0\.5, not 0\.56/);
  });

  it('leaves nothing on the device', async () => {
    const before = device.kernels.memory();
    await selfTest(device.kernels);
    expect(device.kernels.memory()).toEqual(before);
  });
});
