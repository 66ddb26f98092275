/**
 * tfjs's operations on WebGPU, the second opinion on the WGSL kernels; loaded only when asked for. Its back end runs on a
 * device of ours, whose errors and loss are heard: tfjs itself listens to neither.
 */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { tfopsKernels } from '../kernels/tfops/tfops-kernels';
import type { WebGpuLink } from './webgpu';

/** The kernels; `close` takes the back end off again, the device is its owner's to destroy. */
export async function tfjsOnWebGpu({
  device,
  info,
}: WebGpuLink): Promise<ReturnType<typeof tfopsKernels>> {
  // the package registers a back end on a device of its own, whose errors nobody would hear
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, info), 3);
  await tf.setBackend('webgpu');
  return tfopsKernels('webgpu', {
    settle: () => device.queue.onSubmittedWorkDone(),
    leave: () => tf.removeBackend('webgpu'),
  });
}
