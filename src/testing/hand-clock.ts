/** A clock that stands until it is told to go on. For tests of what waits. */
import type { Scheduler } from '../state/batcher';

export interface HandClock {
  readonly scheduler: Scheduler;
  /** Moves the clock on, carrying out whatever falls due on the way, each at its own time. */
  advance(ms: number): void;
  /** How many tasks wait. */
  waiting(): number;
}

export function handClock(): HandClock {
  let nowMs = 0;
  let tasks: { readonly dueMs: number; readonly task: () => void }[] = [];
  return {
    scheduler: {
      now: () => nowMs,
      later: (task, delayMs) => {
        const entry = { dueMs: nowMs + delayMs, task };
        tasks.push(entry);
        return () => {
          tasks = tasks.filter((each) => each !== entry);
        };
      },
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = tasks
          .filter(({ dueMs }) => dueMs <= endMs)
          .sort((a, b) => a.dueMs - b.dueMs);
        if (!next) break;
        tasks = tasks.filter((each) => each !== next);
        nowMs = Math.max(nowMs, next.dueMs);
        next.task();
      }
      nowMs = endMs;
    },
    waiting: () => tasks.length,
  };
}
