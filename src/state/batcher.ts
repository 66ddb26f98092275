/**
 * Gathers what the lab says and hands it on in batches, so that the page is drawn at most five times a second however
 * fast training runs, and less often where drawing is slow. The clock is given from outside: tests bring their own.
 */
import { afterFrame } from './after-frame';

/** The only clock of this room. */
export interface Scheduler {
  now(): number;
  /** Calls `task` once after `delayMs`; the returned function calls it off. */
  later(task: () => void, delayMs: number): () => void;
  /** Calls `task` once what was changed just now has been drawn; absent where nothing is. */
  drawn?(task: () => void): void;
}

/** The page's own clock. */
export const pageScheduler: Scheduler = {
  now: () => performance.now(),
  later: (task, delayMs) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
  drawn: afterFrame,
};

/** Five redraws a second: an epoch of the default race each, faster than anyone reads a number. */
const REDRAW_INTERVAL_MS = 200;
/** Drawing takes at most this share of the time: on a slow or busy computer the curves step, and all else answers. */
const MOST_SHARE = 0.15;
/** A frame that came late because the page was out of sight says nothing of drawing. */
const LONGEST_INTERVAL_MS = 1000;

export interface Batcher<T> {
  /** Adds an item; an urgent one takes everything before it along at once. */
  push(item: T, urgent: boolean): void;
  /** Hands on whatever waits. */
  flush(): void;
  /** Forgets whatever waits. */
  clear(): void;
}

/**
 * Batches items for `apply`, in order, no more often than every `leastMs`, nor than the scheduler says that drawing
 * allows, unless one is urgent.
 */
export function createBatcher<T>(
  apply: (items: readonly T[]) => void,
  scheduler: Scheduler,
  leastMs: number = REDRAW_INTERVAL_MS,
): Batcher<T> {
  let waiting: T[] = [];
  let cancel: (() => void) | null = null;
  let lastFlushMs = Number.NEGATIVE_INFINITY;
  let intervalMs = leastMs;

  const clear = () => {
    cancel?.();
    cancel = null;
    waiting = [];
  };
  const flush = () => {
    const items = waiting;
    clear();
    if (items.length === 0) return;
    const startMs = scheduler.now();
    lastFlushMs = startMs;
    apply(items);
    scheduler.drawn?.(() => {
      const wanted = (scheduler.now() - startMs) / MOST_SHARE;
      intervalMs = Math.max(leastMs, Math.min(LONGEST_INTERVAL_MS, wanted));
    });
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
