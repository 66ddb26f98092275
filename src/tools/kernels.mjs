/**
 * Builds the lab's WebAssembly (AssemblyScript) into .cache/kernels where it is missing or older than its sources: the
 * kernels (src/engine/kernels/*\/wasm.ts) without and with relaxed SIMD (fused multiply-add), those of deep encoders in a
 * binary of their own, and the probe's arithmetic (src/engine/probe/assembly) without. Called by the configuration of Vite and by every script that trains in Node;
 * `npm run kernels` calls it by itself.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SOURCES = join('src', 'engine');
const KERNELS_MAIN = 'src/engine/kernels/wasm/assembly/main.ts';
const DEEP_MAIN = 'src/engine/kernels/wasm/assembly/deep.ts';
const PROBE_MAIN = 'src/engine/probe/assembly/main.ts';

/** Where the binaries lie; also known to vite.config.ts and src/engine/device/kernel-binary.ts. */
export const KERNELS = join(ROOT, '.cache', 'kernels');
/** What the binaries were built of. */
const NOTE = join(KERNELS, 'built-of.txt');

const OPTIONS = [
  ...['--runtime', 'stub', '--use', 'abort=', '--noAssert', '-O3', '--converge'],
  ...['--enable', 'simd', '--enable', 'bulk-memory', '--initialMemory', '1'],
  // kernels are called by their number in the table, which the host gives them
  '--exportTable',
  // vectors are handed from file to file, never to JavaScript
  ...['--disableWarning', '112'],
];
const RELAXED = ['--enable', 'relaxed-simd'];
/** It works in the memory of the kernels' main binary. */
const IN_THEIRS = ['--importMemory'];
const BUILDS = [
  { file: 'kernels-simd.wasm', main: KERNELS_MAIN, options: [] },
  { file: 'kernels-relaxed-simd.wasm', main: KERNELS_MAIN, options: RELAXED },
  { file: 'kernels-deep-simd.wasm', main: DEEP_MAIN, options: IN_THEIRS },
  {
    file: 'kernels-deep-relaxed-simd.wasm',
    main: DEEP_MAIN,
    options: [...IN_THEIRS, ...RELAXED],
  },
  { file: 'kernels-probe.wasm', main: PROBE_MAIN, options: [] },
];

/** Names of all binaries that are built, in `KERNELS`. */
export const KERNEL_FILES = BUILDS.map(({ file }) => file);

/** Files that the binaries are made of, in a fixed order. */
function sources() {
  const isSource = (path) =>
    /[\\/]wasm\.ts$|[\\/]assembly[\\/][^\\/]+\.ts$|[\\/]formula-codes\.ts$/.test(path);
  return readdirSync(join(ROOT, SOURCES), { recursive: true }).filter(isSource).sort();
}

/** Changes whenever the binaries would. */
function fingerprint() {
  const hash = createHash('sha256').update(JSON.stringify([OPTIONS, BUILDS]));
  const compiler = join(ROOT, 'node_modules', 'assemblyscript', 'package.json');
  hash.update(JSON.parse(readFileSync(compiler, 'utf8')).version);
  for (const path of sources()) {
    hash.update(path.replaceAll('\\', '/')).update(readFileSync(join(ROOT, SOURCES, path)));
  }
  return hash.digest('hex');
}

function isBuilt(wanted) {
  try {
    return readFileSync(NOTE, 'utf8') === wanted;
  } catch {
    return false;
  }
}

/** A file is there whole or not at all, whoever else builds at the same time. */
function put(path, content) {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, content);
  renameSync(beside, path);
}

/** @throws Error with the compiler's words where a source is wrong. */
export async function buildKernels() {
  const wanted = fingerprint();
  if (isBuilt(wanted)) return;
  const { default: asc } = await import('assemblyscript/asc');
  mkdirSync(KERNELS, { recursive: true });
  for (const { file, main, options } of BUILDS) {
    let binary = null;
    const { error, stderr } = await asc.main(
      [main, '--baseDir', ROOT, '--outFile', file, ...OPTIONS, ...options],
      {
        writeFile: (name, content) => {
          if (name === file) binary = content;
        },
      },
    );
    if (error || !binary) throw new Error(`The kernels do not compile:\n${stderr}${error ?? ''}`);
    put(join(KERNELS, file), binary);
  }
  put(NOTE, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildKernels();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
