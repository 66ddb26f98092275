/**
 * What the bundle (`npm run bundle`) starts with. It is one file, so a thread starts the same file as the
 * command; only here is told which of the two it is, and whether this Node can run it.
 */
import { isMainThread } from 'node:worker_threads';
import { EXIT } from './exit-codes';
import { tellOldNode } from './node-version';

const old = tellOldNode(process.versions.node);
if (old !== null) {
  console.error(old);
  process.exit(EXIT.settings);
}
await (isMainThread ? import('./main') : import('./threads/thread-entry'));
