/**
 * `npm run bundle`: the headless command as one file, dist-headless/lab.mjs, that runs with Node alone. What the
 * sources read from disk (built-in data sets, WebAssembly) is inside it as text; only `webgpu`, which is a
 * program for one system, stays outside and is used where it is installed.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { buildKernels, KERNEL_FILES, KERNELS } from './kernels.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
/** The folder, which another may take the place of: `npm run bundle -- FOLDER`. */
const OUT = resolve(process.argv[2] ?? join(ROOT, 'dist-headless'));
const FILE = 'lab.mjs';
/** More than it needs today, and a sign that something got in by mistake. */
const MOST_MB = 6;

const HEADLESS = join(ROOT, 'src', 'headless');
const WASM = dirname(
  createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'),
);

/** Files as an object in JavaScript: base64 by name. @param files each its name and its path. */
const held = (files: readonly (readonly [string, string])[]): string =>
  JSON.stringify(
    Object.fromEntries(files.map(([name, path]) => [name, readFileSync(path, 'base64')])),
  );

/** Files of `public/` that the built-in sets are made of. */
function assets(): readonly string[] {
  return BUILTIN_SETS.flatMap((set) =>
    set.kind === 'table' ? [set.path] : [set.path, set.speech.path, set.speech.spectrograms],
  );
}

/** Modules that look at the disk, each with what takes its place. */
const REPLACED: Readonly<Record<string, () => string>> = {
  [join(HEADLESS, 'lab', 'assets.ts')]: () => {
    const files = assets().map((path) => [path, join(ROOT, 'public', path)] as const);
    return `const files = ${held(files)};
      export async function readAsset(path) {
        if (!Object.hasOwn(files, path)) throw new Error(path + ' is not in this bundle.');
        return Uint8Array.from(Buffer.from(files[path], 'base64')).buffer;
      }`;
  },
  [join(HEADLESS, 'threads', 'thread-address.ts')]: () =>
    'export const threadAddress = new URL(import.meta.url);',
  [join(ROOT, 'src', 'engine', 'device', 'kernel-binary.ts')]: () =>
    `const held = ${held(KERNEL_FILES.map((file) => [file, join(KERNELS, file)]))};
      export async function kernelBinary(build) {
        const file = 'kernels-' + build + '.wasm';
        if (!Object.hasOwn(held, file)) throw new Error(file + ' is not in this bundle.');
        return Uint8Array.from(Buffer.from(held[file], 'base64'));
      }`,
  [join(ROOT, 'src', 'engine', 'device', 'wasm-binaries.ts')]: () => {
    const address = (file: string): string =>
      `"data:application/wasm;base64,${readFileSync(join(WASM, 'dist', file)).toString('base64')}"`;
    // the lab uses one thread, so the binary for several is never asked for
    return `const plain = ${address('tfjs-backend-wasm.wasm')};
      const simd = ${address('tfjs-backend-wasm-simd.wasm')};
      const addresses = {
        'tfjs-backend-wasm.wasm': plain,
        'tfjs-backend-wasm-simd.wasm': simd,
        'tfjs-backend-wasm-threaded-simd.wasm': simd,
      };
      export const wasmBinaries = async () => ({ addresses, fetched: true });`;
  },
};

function replaceFiles(): Plugin {
  const missing = new Set(Object.keys(REPLACED));
  return {
    name: 'replace-files',
    enforce: 'pre',
    load(id) {
      missing.delete(id);
      return REPLACED[id]?.();
    },
    generateBundle() {
      if (missing.size > 0) this.error(`${[...missing].join(', ')} is not in the bundle any more.`);
    },
  };
}

/** tfjs's WebAssembly is written as a script of old, which has these two. */
const BANNER = `import { createRequire as bundleRequire } from 'node:module';
const require = bundleRequire(import.meta.url);
const __dirname = import.meta.dirname;`;

await buildKernels();
await build({
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [replaceFiles()],
  ssr: { noExternal: true, external: ['webgpu', 'node-fetch'], target: 'node' },
  build: {
    ssr: join(HEADLESS, 'bundle-entry.ts'),
    outDir: OUT,
    emptyOutDir: false,
    target: 'node20',
    minify: true,
    rolldownOptions: {
      output: { entryFileNames: FILE, format: 'es', banner: BANNER, codeSplitting: false },
    },
  },
});

const path = join(OUT, FILE);
const mb = statSync(path).size / 2 ** 20;
const packed = gzipSync(readFileSync(path)).length / 2 ** 20;
console.log(`${path}: ${mb.toFixed(1)} MB, ${packed.toFixed(1)} MB gzip.`);
if (mb > MOST_MB) {
  console.error(`The bundle has ${mb.toFixed(1)} MB; at most ${MOST_MB} are expected.`);
  process.exitCode = 1;
}
