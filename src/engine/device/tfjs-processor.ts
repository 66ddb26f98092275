/** Opens tfjs's back ends on the processor, WebAssembly and plain JavaScript. Loaded only where they are needed. */
import * as tf from '@tensorflow/tfjs-core';
import { VARIANTS } from '../../protocol/backends';
import { tfopsKernels } from '../kernels/tfops/tfops-kernels';
import { openTfjsWasm } from './tfjs-wasm';

async function openCpu(): Promise<string> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  return VARIANTS.cpu.label;
}

/** @throws NoWasmError when WebAssembly is asked for and cannot be had. */
export async function openTfjsProcessor(backend: 'wasm' | 'cpu') {
  const adapter = backend === 'wasm' ? await openTfjsWasm() : await openCpu();
  return { adapter, kernels: tfopsKernels(backend) };
}
