/// <reference lib="webworker" />
/** The worker's entry: wires a session to `postMessage`. Nothing else belongs here. */
import type { LabRequest } from '../protocol/messages';
import { Session } from './session';

/** What the page's side of this worker sends: the lab's requests, and first of all this. */
export type WorkerMessage =
  | LabRequest
  | {
      readonly kind: 'set-surroundings';
      readonly assetBase: string;
      /** A lock to hold for life, so that the page notices its end; null where there are no locks. */
      readonly lock: string | null;
    };

const scope = self as unknown as DedicatedWorkerGlobalScope;
let assetBase = scope.location.href;

// a message to ourselves comes back after those already waiting, without setTimeout's 4 ms
const channel = new MessageChannel();
let waiting: (() => void) | null = null;
channel.port1.onmessage = () => waiting?.();

const session = new Session({
  emit: (event) => scope.postMessage(event),
  readAsset: async (path) => {
    const response = await fetch(new URL(path, assetBase));
    if (!response.ok) throw new Error(`${path} could not be read (status ${response.status}).`);
    return response.arrayBuffer();
  },
  now: () => performance.now(),
  breathe: () =>
    new Promise((resolve) => {
      waiting = resolve;
      channel.port2.postMessage(null);
    }),
});

function hold(lock: string): void {
  void navigator.locks.request(lock, () => {
    scope.postMessage({ kind: 'lock-held' });
    return new Promise(() => {});
  });
}

scope.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
  if (data.kind !== 'set-surroundings') return session.handle(data);
  assetBase = data.assetBase;
  if (data.lock !== null) hold(data.lock);
};
