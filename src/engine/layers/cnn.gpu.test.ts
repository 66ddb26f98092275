/** Whole cnn encoders on WebGPU, in a real browser. */
import { afterAll, describe, expect } from 'vitest';
import { describeCnn } from '../../testing/cnn-cases';
import { type Device, openDevice } from '../device/device';

describe('a cnn on webgpu', () => {
  let device: Device;
  describeCnn(async () => {
    device = await openDevice('webgpu');
    expect(device.report).toMatchObject({ backend: 'webgpu', reasons: [] });
    return device.kernels;
  });
  afterAll(() => {
    expect(device.error()).toBeNull();
    device.close();
  });
});
