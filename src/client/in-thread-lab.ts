/** A lab in this thread, for tests and Node. The page never imports it: training would block it. */
import type { Lab, LabEvent, LabRequest } from '../protocol/messages';
import { Session } from '../worker/session';

export interface InThreadOptions {
  /** Reads a file of `public/`, path relative to it. */
  readonly readAsset: (path: string) => Promise<ArrayBuffer>;
}

/** A lab whose owner can wait for it. */
export interface InThreadLab extends Lab {
  /** Resolves when everything asked so far is done and no race is training. */
  settled(): Promise<void>;
  /** Ends everything, frees the device, and resolves when that is done. */
  closed(): Promise<void>;
}

export function createInThreadLab(options: InThreadOptions): InThreadLab {
  const listeners = new Set<(event: LabEvent) => void>();
  const session = new Session({
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    readAsset: options.readAsset,
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });
  let closing: Promise<void> | null = null;
  const closed = () => {
    closing ??= session.close();
    return closing;
  };
  return {
    send: (request: LabRequest) => session.handle(request),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => void closed(),
    closed,
    settled: () => session.settled(),
  };
}
