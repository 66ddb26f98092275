/**
 * Where the binaries of the lab's own WebAssembly are (src/tools/kernels.mjs builds them): in a page on its own
 * server, in Node where they are built. The bundle of the headless command has this file replaced by one that holds
 * them (src/tools/one-file.ts).
 */
type KernelBuild = 'simd' | 'relaxed-simd' | 'deep-simd' | 'deep-relaxed-simd' | 'probe';

/** From this file. */
const FOLDER = '../../../.cache/kernels/';

/** The bytes of a binary. @throws Error where it cannot be read. */
export async function kernelBinary(build: KernelBuild): Promise<BufferSource> {
  if (typeof process !== 'undefined' && process.versions?.node) {
    const path = new URL(`${FOLDER}kernels-${build}.wasm`, import.meta.url);
    return Uint8Array.from(process.getBuiltinModule('node:fs').readFileSync(path));
  }
  const { kernelUrls } = await import('./kernel-urls');
  const response = await fetch(kernelUrls[build]);
  if (!response.ok) throw new Error(`its binary was not found, status ${response.status}`);
  return response.arrayBuffer();
}
