/** `npm run bundle`: the headless command as one file, dist-headless/lab.mjs, that runs with Node alone. */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildOneFile } from './one-file';

const ROOT = join(import.meta.dirname, '..', '..');
/** The folder, which another may take the place of: `npm run bundle -- FOLDER`. */
const OUT = resolve(process.argv[2] ?? join(ROOT, 'dist-headless'));
/** More than it needs today, and a sign that something got in by mistake. */
const MOST_MB = 6;
const HEADLESS = join(ROOT, 'src', 'headless');

const path = join(OUT, 'lab.mjs');
await buildOneFile(join(HEADLESS, 'bundle-entry.ts'), path, {
  [join(HEADLESS, 'threads', 'thread-address.ts')]: () =>
    'export const threadAddress = new URL(import.meta.url);',
});

const mb = statSync(path).size / 2 ** 20;
const packed = gzipSync(readFileSync(path)).length / 2 ** 20;
console.log(`${path}: ${mb.toFixed(1)} MB, ${packed.toFixed(1)} MB gzip.`);
if (mb > MOST_MB) {
  console.error(`The bundle has ${mb.toFixed(1)} MB; at most ${MOST_MB} are expected.`);
  process.exitCode = 1;
}
