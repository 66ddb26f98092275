/**
 * A lab of several threads in Node: the page's pool of threads (client/pool) on Node's, told as one thread would tell
 * it. Its owner can wait for it as for a lab in this thread. Node only.
 */
import { Worker } from 'node:worker_threads';
import type { InThreadLab } from '../../client/in-thread-lab';
import { LabPool } from '../../client/pool/lab-pool';
import type { StartThread } from '../../client/pool/pool-thread';
import type { LabEvent, LabRequest } from '../../protocol/messages';
import type { RunsStart } from './lab-thread';
import { threadAddress } from './thread-address';
import { Turns } from './turns';

const startThread: StartThread = (onGone) => {
  const workerData: RunsStart = { trains: 'runs' };
  const thread = new Worker(threadAddress, { workerData });
  const listeners = new Set<(event: LabEvent) => void>();
  let isOver = false;
  const end = (reason: string) => {
    if (isOver) return;
    isOver = true;
    onGone(reason);
  };
  thread.on('message', (event: LabEvent) => {
    for (const listener of listeners) listener(event);
  });
  thread.on('error', ({ message }) => end(message));
  thread.on('exit', (code) => end(`it ended with ${code}`));
  return {
    send: (request) => thread.postMessage(request),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isOver = true;
      listeners.clear();
      void thread.terminate();
    },
  };
};

/** Requests that are answered some time, each with the events that answer them. */
const ANSWERS: Partial<Record<LabRequest['kind'], LabEvent['kind']>> = {
  'open-lab': 'lab-opened',
  'use-data': 'data-opened',
  'start-race': 'race-ended',
  'weigh-race': 'race-weighed',
};

/** @param threads at most so many train. */
export function createLabOfThreads(threads: number): InThreadLab {
  const pool = new LabPool(startThread);
  const listeners = new Set<(event: LabEvent) => void>();
  let awaited: LabRequest['kind'][] = [];
  let isHeard = () => {};
  let turns: Turns | null = null;
  const tell = (event: LabEvent) => {
    for (const listener of listeners) listener(event);
  };
  pool.subscribe((event) => {
    if (event.kind === 'race-started') turns = new Turns(event.runs, tell);
    if ('run' in event && turns) turns.take(event);
    else tell(event);
    const isAnswered = (request: LabRequest['kind']) =>
      event.kind === 'device-lost' ||
      ANSWERS[request] === event.kind ||
      (event.kind === 'request-failed' && event.request === request);
    awaited = awaited.filter((request) => !isAnswered(request));
    isHeard();
  });
  pool.send({ kind: 'use-threads', most: threads });
  return {
    send(request) {
      if (ANSWERS[request.kind]) awaited.push(request.kind);
      pool.send(request);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => pool.close(),
    closed: async () => pool.close(),
    async settled() {
      while (awaited.length > 0) {
        await new Promise<void>((resolve) => {
          isHeard = resolve;
        });
      }
    },
  };
}
