/**
 * The kernels in WGSL, put together from the folder of each: parameters in one buffer, results written in place, a
 * step's bind groups kept and used again. The tf-ops implementation is the oracle they are tested against.
 */
import { agreementOnWebGpu } from '../agreement/wgsl-host';
import { contrastOnWebGpu } from '../contrast/wgsl-host';
import { convolutionOnWebGpu } from '../convolution/wgsl-host';
import { crossEntropyOnWebGpu } from '../cross-entropy/wgsl-host';
import { deepOnRequest } from '../deep';
import { elementwiseOnWebGpu } from '../elementwise/wgsl-host';
import { formulaOnWebGpu } from '../formula/wgsl-host';
import { gradientsOnWebGpu } from '../gradients/wgsl-host';
import type { Kernels } from '../kernels';
import { labelOnWebGpu } from '../label/wgsl-host';
import { linearOnWebGpu } from '../linear/wgsl-host';
import { nearnessOnWebGpu } from '../nearness/wgsl-host';
import { optimizerOnWebGpu } from '../optimizer/wgsl-host';
import { poolingOnWebGpu } from '../pooling/wgsl-host';
import { storageOnWebGpu } from '../storage/wgsl-host';
import { Gpu } from './gpu';

/** @param device stays its owner's to destroy. @param gpu asks it, or counts what it would be asked. */
export function webGpuKernels(
  device: GPUDevice,
  gpu = new Gpu(device),
): Kernels & { close(): void } {
  return {
    backend: gpu.halves ? 'webgpu-f16' : 'webgpu',
    convolution: { ...convolutionOnWebGpu(gpu), ...poolingOnWebGpu(gpu) },
    ...storageOnWebGpu(gpu),
    ...elementwiseOnWebGpu(gpu),
    ...linearOnWebGpu(gpu),
    ...crossEntropyOnWebGpu(gpu),
    ...contrastOnWebGpu(gpu),
    ...agreementOnWebGpu(gpu),
    ...formulaOnWebGpu(gpu),
    ...labelOnWebGpu(gpu),
    ...nearnessOnWebGpu(gpu),
    ...gradientsOnWebGpu(gpu),
    ...optimizerOnWebGpu,
    ...deepOnRequest(async () => (await import('./deep-webgpu')).deepOnWebGpu(gpu)),
    close: () => gpu.close(),
  };
}
