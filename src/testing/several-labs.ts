/** Several real labs in this thread, for tests of what goes on beside the race: seeds and sweeps in threads of their own. */
import { afterEach, expect, vi } from 'vitest';
import { createInThreadLab, type InThreadLab } from '../client/in-thread-lab';
import type { LabRequest } from '../protocol/messages';
import type { SessionOptions } from '../state/session';

const closing: (() => Promise<unknown>)[] = [];

/** Must be called where tests are described: labs that were made are closed after each of them. */
export function closeLabsAfterEach(): void {
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });
}

/** A lab without files. @param sent takes down what it is asked. */
export function makeLab(sent: LabRequest[] = []): InThreadLab {
  const lab = createInThreadLab({ readAsset: () => Promise.reject(new Error('no files')) });
  closing.push(() => lab.closed());
  return {
    ...lab,
    send(request) {
      sent.push(request);
      lab.send(request);
    },
  };
}

/** Later is as soon as the task at hand is done. */
export const AT_ONCE: NonNullable<SessionOptions['scheduler']> = {
  now: () => performance.now(),
  later: (task) => {
    queueMicrotask(task);
    return () => {};
  },
};

/** Waits for something that races bring about; the limit is against hanging. */
export const until = (holds: () => boolean) =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 200_000, interval: 5 });
