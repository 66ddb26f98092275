/** The bench's page: one worker per contender, asked from outside through `bench`. */
import type { BenchRequest } from './worker';

const workers = new Map<string, Worker>();

/** Sends a request to a contender's worker and resolves with its answer. */
function bench(key: string, request: BenchRequest): Promise<unknown> {
  let worker = workers.get(key);
  if (!worker) {
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    workers.set(key, worker);
  }
  const asked = worker;
  return new Promise((resolve, reject) => {
    asked.onmessage = ({ data }) => resolve(data);
    asked.onerror = (event) => reject(new Error(event.message));
    asked.postMessage(request);
  });
}

/** Ends a contender's worker and gives its device back. */
function end(key: string): void {
  workers.get(key)?.terminate();
  workers.delete(key);
}

Object.assign(window, { bench, end });
