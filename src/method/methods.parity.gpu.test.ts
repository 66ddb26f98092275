/** Methods against golden runs from independent code, on WebGPU in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../engine/device/device';
import { describeMethodParity } from '../testing/method-parity-cases';

let device: Device;
beforeAll(async () => {
  device = await openVariant('webgpu', true);
});
afterAll(() => device.close());

describe('on webgpu', () => {
  describeMethodParity(async () => {
    expect(device.report).toMatchObject({ backend: 'webgpu', reasons: [] });
    return device.kernels;
  });

  it('nothing went wrong on the device', () => {
    expect(device.error()).toBeNull();
  });
});
