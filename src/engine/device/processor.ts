/** Opens what runs on the processor, WebAssembly or plain JavaScript, on tfjs. Loaded only where it is needed. */
import * as tf from '@tensorflow/tfjs-core';
import { BACKENDS } from '../../protocol/backends';
import { TfopsKernels } from '../kernels/tfops/tfops-kernels';
import { openWasm } from './wasm';

/** Both compute before they return. */
const idle = async () => {};

async function openCpu(): Promise<string> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  return BACKENDS.cpu.label;
}

/** @throws NoWasmError when WebAssembly is asked for and cannot be had. */
export async function openProcessor(backend: 'wasm' | 'cpu') {
  const adapter = backend === 'wasm' ? await openWasm() : await openCpu();
  return { adapter, kernels: new TfopsKernels(backend, idle) };
}
