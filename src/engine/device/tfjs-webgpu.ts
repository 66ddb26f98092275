/**
 * Registers tfjs's WebGPU back end on a device of ours, so that tfjs and the WGSL kernels share one device and one
 * queue, and whatever tfjs is asked to compute there can be held against the kernels.
 */
// without its hundred kernels, which the WGSL kernels stand in for; tests that want them import the whole package
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/base';
import * as tf from '@tensorflow/tfjs-core';

/** @returns takes the back end off again; the device is its owner's to destroy. */
export async function registerTfjs(device: GPUDevice, info: GPUAdapterInfo): Promise<() => void> {
  // the package registers a back end on a device of its own, whose errors nobody would hear
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, info), 3);
  await tf.setBackend('webgpu');
  return () => tf.removeBackend('webgpu');
}
