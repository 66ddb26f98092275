/**
 * Bundles a program for Node into one file. What the sources read from disk (built-in data sets, WebAssembly) is inside
 * it as text; only `webgpu`, which is a program for one system, stays outside and is used where it is installed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin } from 'vite';
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { buildKernels, KERNEL_FILES, KERNELS } from './kernels.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
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

/** Source code in the place of modules, by their paths. */
type Replaced = Readonly<Record<string, () => string>>;

/** Modules that look at the disk, each with what takes its place. */
const READ_FROM_DISK: Replaced = {
  [join(ROOT, 'src', 'headless', 'lab', 'assets.ts')]: () => {
    const files = assets().map((path) => [path, join(ROOT, 'public', path)] as const);
    return `const files = ${held(files)};
      export async function readAsset(path) {
        if (!Object.hasOwn(files, path)) throw new Error(path + ' is not in this bundle.');
        return Uint8Array.from(Buffer.from(files[path], 'base64')).buffer;
      }`;
  },
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

function replaceFiles(replaced: Replaced): Plugin {
  const missing = new Set(Object.keys(replaced));
  return {
    name: 'replace-files',
    enforce: 'pre',
    load(id) {
      missing.delete(id);
      return replaced[id]?.();
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

/**
 * @param entry what the program starts with.
 * @param path of the file, which is written.
 * @param replaced further modules of the program that have another text there.
 * @throws Error where a module that is to be replaced is not part of the program.
 */
export async function buildOneFile(
  entry: string,
  path: string,
  replaced: Replaced = {},
): Promise<void> {
  await buildKernels();
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [replaceFiles({ ...READ_FROM_DISK, ...replaced })],
    ssr: { noExternal: true, external: ['webgpu', 'node-fetch'], target: 'node' },
    build: {
      ssr: entry,
      outDir: dirname(path),
      emptyOutDir: false,
      target: 'node20',
      minify: true,
      rolldownOptions: {
        output: {
          entryFileNames: basename(path),
          format: 'es',
          banner: BANNER,
          codeSplitting: false,
        },
      },
    },
  });
}
