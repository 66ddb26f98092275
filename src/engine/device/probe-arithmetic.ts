/** Opens what computes the probes, beside whatever trains. */
import type { ProbeArithmetic } from '../../math/probe/arithmetic';
import { plainArithmetic } from '../../math/probe/plain-arithmetic';
import { wasmArithmetic } from '../probe/wasm-arithmetic';
import { kernelBinary } from './kernel-binary';
import { knowsSimd } from './wasm-features';

/** Who computes, and why not WebAssembly where its binary cannot be had; where there is no SIMD the device's report says so. */
export async function openProbeArithmetic(): Promise<{
  readonly arithmetic: ProbeArithmetic;
  readonly reason: string | null;
}> {
  if (!knowsSimd()) return { arithmetic: plainArithmetic, reason: null };
  try {
    const { instance } = await WebAssembly.instantiate(await kernelBinary('probe'), {});
    return { arithmetic: wasmArithmetic(instance), reason: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      arithmetic: plainArithmetic,
      reason: `Probes are computed in JavaScript, which takes longer: ${why}.`,
    };
  }
}
