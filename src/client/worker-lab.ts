/**
 * A lab in a dedicated worker: the page's maker. Knows the worker by its address only; the same requests and
 * events as the in-thread maker, so that callers cannot tell them apart.
 */

import { buffersOf } from '../protocol/data-set';
import { toFailure } from '../protocol/failure';
import type { Lab, LabEvent, LabRequest } from '../protocol/messages';

/** Starts a worker and returns the lab in it. Nothing is opened until `open-lab` is sent. */
export function createWorkerLab(): Lab {
  const worker = new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
  const listeners = new Set<(event: LabEvent) => void>();
  const emit = (event: LabEvent) => {
    for (const listener of listeners) listener(event);
  };
  worker.onmessage = ({ data }: MessageEvent<LabEvent>) => emit(data);
  worker.onerror = (event) => {
    event.preventDefault();
    emit({
      kind: 'request-failed',
      request: 'open-lab',
      failed: toFailure(new Error(event.message || 'the training thread could not be started')),
    });
  };
  worker.postMessage({ kind: 'set-asset-base', url: document.baseURI });
  return {
    send(request: LabRequest) {
      worker.postMessage(request, request.kind === 'use-data' ? buffersOf(request.dataSet) : []);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      worker.terminate();
    },
  };
}
