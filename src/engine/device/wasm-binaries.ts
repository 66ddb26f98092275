/**
 * Where tfjs's WebAssembly binaries are: in a page on its own server; in Node the package finds them beside itself. The
 * bundle of the headless command has this file replaced by one that holds them (src/tools/one-file.ts).
 */
export interface WasmBinaries {
  /** Addresses by the names that the package has for its files. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Whether they are fetched, as `data:` must be in Node, instead of opened as files. */
  readonly fetched: boolean;
}

/** @returns null where the package finds its own. */
export async function wasmBinaries(): Promise<WasmBinaries | null> {
  if (typeof process !== 'undefined' && process.versions?.node) return null;
  const { wasmUrls } = await import('./wasm-urls');
  return { addresses: wasmUrls, fetched: false };
}
