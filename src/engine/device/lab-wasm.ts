/** Opens the lab's own kernels in WebAssembly, with fused multiply-add (relaxed SIMD) or without. */
import type { Kernels } from '../kernels/kernels';
import { wasmKernels } from '../kernels/wasm/wasm-kernels';
import { NoRelaxedSimdError, NoWasmError } from './errors';
import { kernelBinary } from './kernel-binary';
import { knowsRelaxedSimd, knowsSimd } from './wasm-features';

/** The binary that each variant runs. */
const BUILDS = { wasm: 'simd', 'wasm-relaxed-simd': 'relaxed-simd' } as const;

/**
 * @throws NoWasmError where WebAssembly or its SIMD is missing, or the binary does not start; NoRelaxedSimdError where
 *   that alone is missing.
 */
export async function openLabWasm(variant: keyof typeof BUILDS): Promise<Kernels> {
  if (typeof WebAssembly === 'undefined') throw new NoWasmError('this browser has none');
  if (!knowsSimd())
    throw new NoWasmError('this browser’s has no SIMD, which the lab’s kernels need');
  if (variant === 'wasm-relaxed-simd' && !knowsRelaxedSimd()) throw new NoRelaxedSimdError();
  try {
    const build = BUILDS[variant];
    const { instance } = await WebAssembly.instantiate(await kernelBinary(build), {});
    return wasmKernels(instance, variant, () => kernelBinary(`deep-${build}`));
  } catch (error) {
    throw new NoWasmError(error instanceof Error ? error.message : String(error));
  }
}
