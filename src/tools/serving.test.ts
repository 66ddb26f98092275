/** What a server sends, and that the examples for other hosts say the same. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { servingHeaders } from './serving.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const headers = Object.entries(servingHeaders());

test('the policy of the header is that of the page, and says who may frame it', () => {
  const policy = servingHeaders()['Content-Security-Policy'] ?? '';
  const page = readFileSync(join(ROOT, 'index.html'), 'utf8');
  expect(page).toContain(`content="${policy.replace("; frame-ancestors 'self'", '')}"`);
  expect(policy).toMatch(/; frame-ancestors 'self'$/);
  expect(page).toContain('<meta name="referrer" content="no-referrer" />');
});

test('the only styles that the policy allows in the page itself are those that Radix writes into a list', () => {
  const select = readFileSync(
    join(ROOT, 'node_modules', '@radix-ui', 'react-select', 'dist', 'index.mjs'),
    'utf8',
  );
  const texts = [...select.matchAll(/__html: `([^`]+)`/g)].map(([, text]) => text ?? '');
  const hashes = texts.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  const [, styles] =
    /style-src ([^;]+)/.exec(servingHeaders()['Content-Security-Policy'] ?? '') ?? [];
  expect(styles).toBe(`'self' ${hashes.join(' ')}`);
});

test('every example of a host in the docs sends every header as it is sent here', () => {
  const text = readFileSync(join(ROOT, 'docs', 'serving.md'), 'utf8');
  const examples = [...text.matchAll(/```(?:nginx|apache|text)\n([^`]+)```/g)].map(
    ([, code]) => code,
  );
  expect(examples).toHaveLength(3);
  for (const example of examples) {
    const bare = example?.replaceAll('"', '');
    for (const [name, value] of headers) {
      expect(bare?.replace(`${name}: `, `${name} `)).toContain(`${name} ${value}`);
    }
  }
});
