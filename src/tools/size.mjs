/**
 * `npm run check:size`: how much JavaScript the built page loads first, and what the training thread loads where the
 * graphics card trains; both gzipped, both with a limit. Everything else must come later: the fallbacks on the
 * processor, importers, decoders, tabs. Reads dist/, so `npm run build` goes before it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { giveUp, ROOT } from './setup.mjs';

const ASSETS = join(ROOT, 'dist', 'assets');
const PAGE_KB = 320;
const WORKER_KB = 140;

/** Code that must not be among what is loaded first, by a text that it alone holds. */
const LATER = [
  { what: 'tfjs', mark: 'numTensors' },
  { what: 'the WebAssembly back end', mark: 'wasmWorkerContents' },
  { what: 'video decoding', mark: 'Matroska' },
  { what: 'the 3D library', mark: 'WebGLRenderer' },
  { what: 'the table reader', mark: 'BAD_DELIMITERS' },
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
// on WebGPU the training thread fetches tfjs's back end besides what it imports at once
const tfjsOnWebGpu = readdirSync(ASSETS).filter((file) => /^thread-tfjs-webgpu-.*\.js$/.test(file));
if (tfjsOnWebGpu.length !== 1) giveUp('dist/ does not hold one chunk of tfjs on WebGPU.');
check(
  'The training thread',
  [...workers, ...tfjsOnWebGpu],
  WORKER_KB,
  LATER.filter(({ what }) => what !== 'tfjs'),
);
