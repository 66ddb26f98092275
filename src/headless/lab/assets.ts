/**
 * The lab's own files, for the built-in data sets, from `public/` beside the sources. The bundle has this file
 * replaced by one that holds them (src/tools/bundle).
 */
import { readFile } from 'node:fs/promises';

/** Reads a file of `public/`, path relative to it. */
export async function readAsset(path: string): Promise<ArrayBuffer> {
  const bytes = await readFile(new URL(`../../../public/${path}`, import.meta.url));
  return Uint8Array.from(bytes).buffer;
}
