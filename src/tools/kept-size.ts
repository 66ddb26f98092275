/**
 * `npm run check:kept`: how many bytes the built page keeps on a computer after the first visit, counted as the
 * service worker keeps them: by its own list and rules, packed as it packs. Reads dist/, so `npm run build` goes
 * before it.
 */
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuiltFile, isKeptAtOnce, isPackable } from '../offline/what-is-kept';

const DIST = join(import.meta.dirname, '../../dist');
/** What a school's tablet is asked to spare. */
const MOST_BYTES = 4_000_000;
/** The kinds that are packed, as servers name them; of the others it does not matter here. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/** The list that the build has written into the service worker. */
function builtFiles(): readonly BuiltFile[] {
  const script = readFileSync(join(DIST, 'service-worker.js'), 'utf8');
  const list = /\[(?:\{"revision":[^{}]+"url":"[^"]+"\},?)+\]/.exec(script)?.[0];
  if (!list) throw new Error('dist/service-worker.js holds no list of files; run npm run build.');
  return JSON.parse(list) as BuiltFile[];
}

function keptBytes(url: string): number {
  const content = readFileSync(join(DIST, url));
  return isPackable(url, TYPES[extname(url)] ?? null) ? gzipSync(content).length : content.length;
}

// the larger of the two builds of the kernels, by a little
const kept = builtFiles()
  .filter((file) => isKeptAtOnce(file, { simd: true, relaxedSimd: false }))
  .map(({ url }) => ({ url, bytes: keptBytes(url) }))
  .sort((a, b) => b.bytes - a.bytes);
const bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
console.log(
  `Kept after the first visit: ${bytes} bytes of at most ${MOST_BYTES}, ${kept.length} files`,
);
for (const file of kept.slice(0, 5)) console.log(`  ${String(file.bytes).padStart(8)} ${file.url}`);
if (bytes > MOST_BYTES) {
  console.error(`The page keeps ${bytes} bytes; at most ${MOST_BYTES} are allowed.`);
  process.exitCode = 1;
}
