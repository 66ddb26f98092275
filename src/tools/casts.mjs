/**
 * Counts type assertions (`value as T`, not `as const`), by room: a cast is a place where the types say less than
 * the code knows. Prints a table; judges nothing. `npm run --silent casts -- src/method src/engine`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

const places = process.argv.slice(2);
const roots = places.length > 0 ? places : ['src/method', 'src/engine'];
const isTest = (path) => /([.](test|bench)[.]tsx?|[\\/]cases[.]ts)$/.test(path);
/** AssemblyScript: another language. */
const isAssembly = (path) => /[\\/](assembly[\\/][^\\/]+|wasm)[.]ts$/.test(path);

/** Visits every node of a parsed file. */
function visit(node, found) {
  if (Array.isArray(node)) {
    for (const part of node) visit(part, found);
  } else if (node && typeof node === 'object') {
    if (node.type === 'TsAsExpression') found.push(node.typeAnnotation);
    for (const part of Object.values(node)) visit(part, found);
  }
}

let all = 0;
for (const root of roots) {
  const files = readdirSync(root, { recursive: true })
    .map((name) => join(root, name))
    .filter(
      (path) =>
        /[.]tsx?$/.test(path) && !isTest(path) && !isAssembly(path) && !path.endsWith('.d.ts'),
    );
  const casts = [];
  for (const path of files) {
    const tsx = path.endsWith('.tsx');
    visit(parseSync(readFileSync(path, 'utf8'), { syntax: 'typescript', tsx }), casts);
  }
  const toNumber = casts.filter(({ kind }) => kind === 'number').length;
  process.stdout.write(`${root}: ${casts.length} casts, ${toNumber} to number\n`);
  all += casts.length;
}
process.stdout.write(`together: ${all}\n`);
