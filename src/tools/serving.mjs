/**
 * What a server has to say with the page beside its files, sent by `npm start` and told to other hosts in docs/serving.md.
 * Plain JavaScript, for the build's configuration reads it too.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ISOLATION_HEADERS } from '../offline/isolation-headers.mjs';

/** The policy's place in index.html; it stands there for hosts that send no headers. */
export const CSP_META = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]+)"\s*\/>/;

/** The policy written in index.html. @throws Error where there is none. */
function writtenPolicy() {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'index.html'), 'utf8');
  const policy = CSP_META.exec(page)?.[1];
  if (!policy) throw new Error('index.html has no Content-Security-Policy meta tag any more.');
  return policy;
}

/**
 * Headers by their names. The policy is that of index.html, since a worker obeys only the header, with what a meta tag may
 * not say: who may frame the page.
 */
export const servingHeaders = () => ({
  'Content-Security-Policy': `${writtenPolicy()}; frame-ancestors 'self'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  ...ISOLATION_HEADERS,
});
