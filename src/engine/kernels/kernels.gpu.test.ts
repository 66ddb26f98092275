/** The kernels on WebGPU, in a real browser. */
import { afterAll, describe, expect } from 'vitest';
import { describeKernels } from '../../testing/kernel-cases';
import { type Device, openDevice } from '../device/device';

describe('kernels on webgpu', () => {
  let device: Device;
  describeKernels(async () => {
    device = await openDevice('webgpu');
    expect(device.report).toMatchObject({ backend: 'webgpu', reasons: [] });
    return device.kernels;
  });
  afterAll(() => {
    expect(device.error()).toBeNull();
    device.close();
  });
});
