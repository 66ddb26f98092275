/**
 * What the bundle (`npm run bundle`) starts with. It is one file, so a thread starts the same file as the
 * command; only here is told which of the two it is.
 */
import { isMainThread } from 'node:worker_threads';

await (isMainThread ? import('./main') : import('./threads/thread-entry'));
