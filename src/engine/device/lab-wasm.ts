/** Opens the lab's own kernels in WebAssembly, with fused multiply-add (relaxed SIMD) or without. */
import type { Kernels } from '../kernels/kernels';
import { wasmKernels } from '../kernels/wasm/wasm-kernels';
import { NoRelaxedSimdError, NoWasmError } from './errors';
import { kernelBinary } from './kernel-binary';

/** Programs of one instruction each, by which a browser says whether it knows SIMD and relaxed SIMD (wasm-feature-detect). */
const SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
];
const RELAXED_SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15,
  65, 2, 253, 15, 253, 128, 2, 11,
];

const knows = (program: readonly number[]): boolean =>
  WebAssembly.validate(Uint8Array.from(program));

/** The binary that each variant runs. */
const BUILDS = { wasm: 'simd', 'wasm-relaxed-simd': 'relaxed-simd' } as const;

/**
 * @throws NoWasmError where WebAssembly or its SIMD is missing, or the binary does not start; NoRelaxedSimdError where
 *   that alone is missing.
 */
export async function openLabWasm(variant: keyof typeof BUILDS): Promise<Kernels> {
  if (typeof WebAssembly === 'undefined') throw new NoWasmError('this browser has none');
  if (!knows(SIMD))
    throw new NoWasmError('this browser’s has no SIMD, which the lab’s kernels need');
  if (variant === 'wasm-relaxed-simd' && !knows(RELAXED_SIMD)) throw new NoRelaxedSimdError();
  try {
    const { instance } = await WebAssembly.instantiate(await kernelBinary(BUILDS[variant]), {});
    return wasmKernels(instance, variant);
  } catch (error) {
    throw new NoWasmError(error instanceof Error ? error.message : String(error));
  }
}
