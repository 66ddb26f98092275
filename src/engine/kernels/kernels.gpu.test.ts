/** Both implementations of the kernels on WebGPU, in a real browser. */
import '@tensorflow/tfjs-backend-webgpu';
import { afterAll, describe, expect } from 'vitest';
import { describeKernels } from '../../testing/kernel-cases';
import { type Device, openDevice } from '../device/device';
import { openWebGpu, type WebGpuLink } from '../device/webgpu';
import { TfopsKernels } from './tfops/tfops-kernels';

describe('WGSL kernels', () => {
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

describe('tf-ops kernels on webgpu, the oracle', () => {
  let link: WebGpuLink;
  describeKernels(async () => {
    link = await openWebGpu({ allowSoftware: true });
    return new TfopsKernels('webgpu', () => link.device.queue.onSubmittedWorkDone());
  });
  afterAll(() => {
    expect(link.error()).toBeNull();
    link.close();
  });
});
