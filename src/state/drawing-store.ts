/**
 * Whether what is in sight shows the latest: figures that are slow to draw take turns, and come a little later than
 * the numbers. The page says "ended" only once it shows the end. Knows no figures; they report here.
 */
import { createStore } from 'zustand/vanilla';
import type { Scheduler } from './batcher';
import type { ReadonlyStore } from './readonly-store';

export interface DrawingState {
  /** Figures in sight whose turn has not come. */
  readonly waiting: number;
  /** Notes that a figure waits for its turn; the returned function, called once or more, that it does no longer. */
  wait(): () => void;
}

export type DrawingStore = ReadonlyStore<DrawingState>;

export function createDrawingStore(): DrawingStore {
  return createStore<DrawingState>((set) => ({
    waiting: 0,
    wait: () => {
      let waits = true;
      set(({ waiting }) => ({ waiting: waiting + 1 }));
      return () => {
        if (!waits) return;
        waits = false;
        set(({ waiting }) => ({ waiting: waiting - 1 }));
      };
    },
  }));
}

/** A page's clock where figures take turns: what was changed has been drawn once the last of them has had its turn. */
export function drawnInTurns(scheduler: Scheduler, drawing: DrawingStore): Scheduler {
  const { drawn } = scheduler;
  if (!drawn) return scheduler;
  const whenDrawn = (task: () => void) =>
    drawn(() => {
      if (drawing.getState().waiting === 0) return task();
      const stop = drawing.subscribe(({ waiting }) => {
        if (waiting > 0) return;
        stop();
        drawn(task);
      });
    });
  return { ...scheduler, drawn: whenDrawn };
}
