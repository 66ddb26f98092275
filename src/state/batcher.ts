/**
 * Gathers what the lab says and hands it on in batches, so that the page is drawn at most ten
 * times a second however fast training runs. The clock is given from outside: tests bring their own.
 */

/** The only clock of this room. */
export interface Scheduler {
  now(): number;
  /** Calls `task` once after `delayMs`; the returned function calls it off. */
  later(task: () => void, delayMs: number): () => void;
}

/** The page's own clock. */
export const pageScheduler: Scheduler = {
  now: () => performance.now(),
  later: (task, delayMs) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Ten redraws a second: faster than anyone reads a number, slow enough for a school laptop. */
const REDRAW_INTERVAL_MS = 100;

export interface Batcher<T> {
  /** Adds an item; an urgent one takes everything before it along at once. */
  push(item: T, urgent: boolean): void;
  /** Hands on whatever waits. */
  flush(): void;
  /** Forgets whatever waits. */
  clear(): void;
}

/** Batches items for `apply`, in order, no more often than every `intervalMs` unless one is urgent. */
export function createBatcher<T>(
  apply: (items: readonly T[]) => void,
  scheduler: Scheduler,
  intervalMs: number = REDRAW_INTERVAL_MS,
): Batcher<T> {
  let waiting: T[] = [];
  let cancel: (() => void) | null = null;
  let lastFlushMs = Number.NEGATIVE_INFINITY;

  const clear = () => {
    cancel?.();
    cancel = null;
    waiting = [];
  };
  const flush = () => {
    const items = waiting;
    clear();
    if (items.length === 0) return;
    lastFlushMs = scheduler.now();
    apply(items);
  };
  return {
    push(item, urgent) {
      waiting.push(item);
      if (urgent) return flush();
      const dueMs = Math.max(0, lastFlushMs + intervalMs - scheduler.now());
      cancel ??= scheduler.later(flush, dueMs);
    },
    flush,
    clear,
  };
}
