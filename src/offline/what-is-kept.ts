/**
 * Which files of the build stand on this computer after the first visit, and which only once they were used. Pure
 * rules, so that tests and the size check say the same as the service worker. Imports nothing.
 */

/** A file of the build, as the build's list names it. */
export interface BuiltFile {
  /** Relative to the page's folder. */
  readonly url: string;
  /** Of its content; null where the name says it already. */
  readonly revision: string | null;
}

/** What this browser's WebAssembly can do. */
export interface WasmFeatures {
  readonly simd: boolean;
  readonly threads: boolean;
}

/** Video, sound and mesh readers: vite.config.ts names their chunks so. Few people open such files. */
const RARE = /^assets\/rare-/;

const BINARY = /^assets\/tfjs-backend-wasm(-simd|-threaded-simd)?-[\w-]+\.wasm$/;

/** Which of tfjs's three binaries a file is; null where it is none. */
function binaryKind(url: string): string | null {
  const found = BINARY.exec(url);
  return found ? (found[1] ?? '') : null;
}

/** The binary that tfjs fetches in such a browser (its getPathToWasmBinary). */
function wantedBinary({ simd, threads }: WasmFeatures): string {
  if (!simd) return '';
  return threads ? '-threaded-simd' : '-simd';
}

/** Whether a file is fetched with the first visit. */
export function isKeptAtOnce({ url }: BuiltFile, features: WasmFeatures): boolean {
  const binary = binaryKind(url);
  if (binary !== null) return binary === wantedBinary(features);
  return !RARE.test(url);
}

/** Kinds of files that get smaller when packed; sound, type and pictures are packed already. */
const PACKABLE =
  /^(text\/|image\/svg|application\/(javascript|json|manifest\+json|wasm|octet-stream)\b)/;

/** Whether a file is packed before it is kept. */
export const isPackable = (contentType: string | null): boolean => PACKABLE.test(contentType ?? '');
