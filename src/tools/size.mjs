/**
 * `npm run check:size`: how much the built page loads first, and what the training thread loads, on WebGPU and on
 * WebAssembly, with the lab's own kernels; all gzipped, all with a limit. Everything else must come later: tfjs,
 * importers, decoders, tabs, how methods train. Reads dist/, so `npm run build` goes before it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { giveUp, ROOT } from './setup.mjs';

const ASSETS = join(ROOT, 'dist', 'assets');
const PAGE_KB = 225;
const WORKER_KB = 93;
/** The lab's WebAssembly, by its name in the build. */
const BINARIES_KB = {
  'kernels-relaxed-simd': 16,
  'kernels-deep-relaxed-simd': 16,
  'kernels-probe': 8,
};

/** Code that must not be among what is loaded first, by a text that it alone holds. */
const LATER = [
  { what: 'tfjs', mark: 'numTensors' },
  { what: 'the WebAssembly back end', mark: 'wasmWorkerContents' },
  { what: 'video decoding', mark: 'Matroska' },
  { what: 'the 3D library', mark: 'WebGLRenderer' },
  { what: 'the table reader', mark: 'BAD_DELIMITERS' },
  { what: 'the chart library', mark: 'recharts-responsive-container' },
  { what: 'the training code of methods', mark: 'in which one feature changes the other; some' },
  { what: 'the list of a class', mark: 'modality-lab.class-codes' },
  { what: 'the reader of built-in sets', mark: 'The built-in data file' },
];

const read = (file) => readFileSync(join(ASSETS, file), 'utf8');

/** Files that a chunk imports before it runs, which leaves out those it fetches on the way. */
function staticImports(file) {
  const found = read(file).matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g);
  return [...found].map(([, name]) => name);
}

function withImports(entries) {
  const files = new Set();
  const visit = (file) => {
    if (files.has(file)) return;
    files.add(file);
    for (const next of staticImports(file)) visit(next);
  };
  for (const entry of entries) visit(entry);
  return [...files];
}

function check(name, entries, mostKb, later) {
  const files = withImports(entries).map((file) => ({
    file,
    kb: gzipSync(read(file)).length / 1024,
  }));
  const kb = files.reduce((sum, each) => sum + each.kb, 0);
  console.log(`${name}: ${kb.toFixed(1)} KB gzip of at most ${mostKb}, in ${files.length} files`);
  for (const each of files.sort((a, b) => b.kb - a.kb).slice(0, 5)) {
    console.log(`  ${each.kb.toFixed(1).padStart(7)} ${each.file}`);
  }
  if (kb > mostKb) {
    giveUp(`${name} loads ${kb.toFixed(1)} KB gzip first; at most ${mostKb} are allowed.`);
  }
  for (const { what, mark } of later) {
    const holder = files.find(({ file }) => read(file).includes(mark));
    if (holder) giveUp(`${name} loads ${what} at once (${holder.file}); it must come later.`);
  }
}

for (const { what, mark } of LATER) {
  const held = readdirSync(ASSETS).some(
    (file) => file.endsWith('.js') && read(file).includes(mark),
  );
  if (!held) giveUp(`Nothing in dist/ looks like ${what} any more; fix the marks in size.mjs.`);
}

const html = readFileSync(join(ROOT, 'dist', 'index.html'), 'utf8');
const ofPage = [...html.matchAll(/(?:src|href)="[^"]*?\/([^"/]+\.js)"/g)].map(([, file]) => file);
const workers = readdirSync(ASSETS).filter((file) => /^thread-main-.*\.js$/.test(file));
if (ofPage.length === 0 || workers.length !== 1) {
  giveUp('dist/ does not hold one page and one training thread; run npm run build first.');
}
check('The page', ofPage, PAGE_KB, LATER);
/** The one file of the build with this name before its hash. */
function only(name, extension) {
  const files = readdirSync(ASSETS).filter((file) => {
    const [, found] = /^(.+)-[\w-]{8}\.\w+$/.exec(file) ?? [];
    return found === name && file.endsWith(extension);
  });
  if (files.length !== 1) giveUp(`dist/ does not hold one ${name}; fix its name in size.mjs.`);
  return files[0];
}

// besides what the training thread imports at once it fetches the kernels of where it trains, and they no tfjs
for (const { name, chunks } of [
  {
    name: 'The training thread on WebGPU',
    chunks: ['thread-webgpu-kernels', 'thread-kernel-urls'],
  },
  {
    name: 'The training thread on WebAssembly',
    chunks: ['thread-lab-wasm', 'thread-kernel-urls'],
  },
]) {
  check(name, [...workers, ...chunks.map((chunk) => only(chunk, '.js'))], WORKER_KB, LATER);
}
for (const [binary, mostKb] of Object.entries(BINARIES_KB)) {
  const kb = gzipSync(readFileSync(join(ASSETS, only(binary, '.wasm')))).length / 1024;
  console.log(`  ${kb.toFixed(1).padStart(7)} ${binary}.wasm of at most ${mostKb}`);
  if (kb > mostKb) giveUp(`${binary} has ${kb.toFixed(1)} KB gzip; ${mostKb} are allowed.`);
}
