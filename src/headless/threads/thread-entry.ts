/** What a thread of the command is for, by what it was started with: seeds, or some runs of a race. */
import { workerData } from 'node:worker_threads';
import type { ThreadStart } from '../seeds/thread-messages';
import type { RunsStart } from './lab-thread';

// libraries greet on console.log; stdout is for events
console.log = console.error;

const { trains } = workerData as ThreadStart | RunsStart;
await (trains === 'seeds' ? import('../seeds/seed-thread') : import('./lab-thread'));
