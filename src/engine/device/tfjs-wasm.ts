/** Opens tfjs's WebAssembly back end, one thread: the lab's matrices are too small to gain from more. */
import * as tf from '@tensorflow/tfjs-core';
import { VARIANTS } from '../../protocol/backends';
import { replaceWasmKernels } from '../kernels/tfops/replaced-kernels';
import { NoWasmError } from './errors';
import { wasmBinaries } from './wasm-binaries';

/** @returns the adapter's name. @throws NoWasmError when WebAssembly is missing or its binary does not start. */
export async function openTfjsWasm(): Promise<string> {
  if (typeof WebAssembly === 'undefined') throw new NoWasmError('this browser has none');
  const backend = await import('@tensorflow/tfjs-backend-wasm');
  const binaries = await wasmBinaries();
  if (binaries) backend.setWasmPaths(binaries.addresses, binaries.fetched);
  backend.setThreadsCount(1);
  let started = false;
  let detail = 'its binary did not start';
  try {
    started = await tf.setBackend('wasm');
  } catch (error) {
    detail = error instanceof Error ? error.message : String(error);
  }
  if (!started) throw new NoWasmError(detail);
  replaceWasmKernels();
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const { label } = VARIANTS['wasm (tfjs)'];
  return simd ? `${label}, SIMD` : label;
}
