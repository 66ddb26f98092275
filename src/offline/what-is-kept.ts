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
  readonly relaxedSimd: boolean;
}

/** Video, sound and mesh readers, kernels of deep encoders and tfjs: the build names their chunks so. Few people need them. */
const RARE = /^assets\/rare-/;
/** Type that PDFs embed for letters beyond English ones; the page itself reads WOFF2. */
const OTHER_LETTERS = /^assets\/inter-(latin-ext|greek|cyrillic)-.*\.woff$/;
/** Scripts of the threads, rare readers among them, and those that the page fetches for one press of a button only. */
const PACKED_SCRIPT = /\/(thread|rare|seldom)-[^/]+\.js$/;

const BINARY = /^assets\/([\w-]+)-[\w-]{8}\.wasm$/;
/** Computes the probes whatever trains. */
const PROBE = 'kernels-probe';

/** The binary that trains in such a browser: the lab's kernels, or tfjs's where those cannot run. */
function wantedBinary({ simd, relaxedSimd }: WasmFeatures): string {
  if (!simd) return 'tfjs-backend-wasm';
  return relaxedSimd ? 'kernels-relaxed-simd' : 'kernels-simd';
}

/** Whether a file is fetched with the first visit. */
export function isKeptAtOnce({ url }: BuiltFile, features: WasmFeatures): boolean {
  const binary = BINARY.exec(url);
  if (binary?.[1] === PROBE) return features.simd;
  if (binary) return binary[1] === wantedBinary(features);
  return !RARE.test(url) && !OTHER_LETTERS.test(url);
}

const SCRIPT = /^(text|application)\/javascript\b/;
/** Other kinds of files that get smaller when packed; sound, type and pictures are packed already. */
const PACKABLE = /^(text\/|image\/svg|application\/(json|manifest\+json|wasm|octet-stream)\b)/;

/**
 * Whether a file is packed before it is kept. The scripts that draw the page are not: a browser keeps what it has
 * compiled of a script beside the script, and packed ones are compiled anew at every visit, before anything can be drawn.
 * @param url address, or a path in the page's folder.
 */
export function isPackable(url: string, contentType: string | null): boolean {
  const type = contentType ?? '';
  return SCRIPT.test(type) ? PACKED_SCRIPT.test(url) : PACKABLE.test(type);
}
