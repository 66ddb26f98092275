/** What this browser's WebAssembly knows: programs of one instruction each say it (wasm-feature-detect). */

const SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
];
const RELAXED_SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15,
  65, 2, 253, 15, 253, 128, 2, 11,
];

const knows = (program: readonly number[]): boolean =>
  typeof WebAssembly !== 'undefined' && WebAssembly.validate(Uint8Array.from(program));

/** Four numbers at a time. */
export const knowsSimd = (): boolean => knows(SIMD);

/** And fused multiply-add. */
export const knowsRelaxedSimd = (): boolean => knows(RELAXED_SIMD);
