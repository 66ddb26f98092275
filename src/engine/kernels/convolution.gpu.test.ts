/** The convolution kernels on WebGPU, in a real browser. */
import { afterAll, describe, expect } from 'vitest';
import { describeConvolution } from '../../testing/convolution-cases';
import { type Device, openDevice } from '../device/device';

describe('convolution on webgpu', () => {
  let device: Device;
  describeConvolution(async () => {
    device = await openDevice('webgpu');
    expect(device.report).toMatchObject({ backend: 'webgpu', reasons: [] });
    return device.kernels;
  });
  afterAll(() => {
    expect(device.error()).toBeNull();
    device.close();
  });
});
