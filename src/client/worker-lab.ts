/**
 * A lab in a dedicated worker: one thread of the page's lab. Knows the worker by its address only; the same requests
 * and events as the in-thread maker, so that callers cannot tell them apart.
 */
import { buffersOf } from '../protocol/data-set';
import type { Lab, LabEvent, LabRequest } from '../protocol/messages';
import type { StartThread } from './pool/pool-thread';

/** What the worker says beside the lab's events: it holds the lock that it was given. */
type WorkerSays = LabEvent | { readonly kind: 'lock-held' };

let started = 0;

/** Starts a worker and returns the lab in it. Nothing is opened until `open-lab` is sent. */
export const createWorkerLab: StartThread = (onGone) => {
  const worker = new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
  const listeners = new Set<(event: LabEvent) => void>();
  let isOver = false;
  const end = (reason: string) => {
    if (isOver) return;
    isOver = true;
    worker.terminate();
    onGone(reason);
  };
  const watch = (lock: string) =>
    navigator.locks.request(lock, () => end('the browser ended it, most likely for its memory'));
  started += 1;
  const lock = `modality-lab thread ${performance.timeOrigin} ${started} ${Math.random()}`;
  worker.onmessage = ({ data }: MessageEvent<WorkerSays>) => {
    if (data.kind === 'lock-held') void watch(lock);
    else for (const listener of listeners) listener(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end(event.message || 'its script could not be read');
  };
  // a browser tells nobody of a worker that it has ended, but gives its lock to the next who asks
  const canWatch = 'locks' in navigator;
  worker.postMessage({
    kind: 'set-surroundings',
    assetBase: document.baseURI,
    lock: canWatch ? lock : null,
  });
  return {
    send(request: LabRequest) {
      worker.postMessage(request, request.kind === 'use-data' ? buffersOf(request.dataSet) : []);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isOver = true;
      listeners.clear();
      worker.terminate();
    },
  } satisfies Lab;
};
