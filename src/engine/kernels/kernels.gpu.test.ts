/** Both implementations of the kernels on WebGPU, in a real browser. */
import { afterAll, describe, expect } from 'vitest';
import { describeOnWebGpu } from '../../testing/on-webgpu';
import { type Device, openVariant } from '../device/device';
import { describeKernels } from './cases';

describeOnWebGpu('WGSL kernels', describeKernels);

describe('tf-ops kernels on webgpu, the oracle', () => {
  let device: Device;
  describeKernels(async () => {
    device = await openVariant('webgpu (tfjs)', true);
    return device.kernels;
  });
  afterAll(() => {
    expect(device.error()).toBeNull();
    device.close();
  });
});
