/** Both implementations of the kernels on WebGPU, in a real browser. */
import '@tensorflow/tfjs-backend-webgpu';
import { afterAll, describe, expect } from 'vitest';
import { describeKernels } from '../../testing/kernel-cases';
import { describeOnWebGpu } from '../../testing/on-webgpu';
import { openWebGpu, type WebGpuLink } from '../device/webgpu';
import { TfopsKernels } from './tfops/tfops-kernels';

describeOnWebGpu('WGSL kernels', describeKernels);

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
