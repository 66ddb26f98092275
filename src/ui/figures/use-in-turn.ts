/**
 * Lets things that are slow to draw take turns: as many get their new values in one task as it takes before it is long,
 * so that a quick computer draws all of them for one frame and a slow one answers between two. A value that says
 * nothing new is not taken over. Whoever waits says so to the session. Must not know charts.
 */
import { useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useSession } from '../session-context';

const saysTheSame = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** A task that has drawn for so long leaves the rest to the next: a frame, so that few are made for one epoch. */
const TASK_MS = 16;

/** Whose turn has not come, in order. */
const turns = new Set<() => void>();
let isDue = false;

function takeTurns(): void {
  isDue = false;
  const startMs = performance.now();
  for (const turn of turns) {
    if (performance.now() - startMs > TASK_MS) break;
    turns.delete(turn);
    turn();
  }
  if (turns.size > 0) takeTurnsSoon();
}

function takeTurnsSoon(): void {
  if (isDue) return;
  isDue = true;
  setTimeout(takeTurns, 0);
}

/** Lines up; the returned function leaves the line. */
function lineUp(turn: () => void): () => void {
  turns.add(turn);
  takeTurnsSoon();
  return () => {
    turns.delete(turn);
  };
}

/**
 * The value as it was until its turn comes, mostly still before the next frame.
 * @param isSame whether two values say the same; by default of plain data.
 */
export function useInTurn<T>(value: T, isSame: (a: T, b: T) => boolean = saysTheSame): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const { drawing } = useSession();
  // in the same task as the drawing that it lags behind, so that nobody can look in between
  useLayoutEffect(() => {
    if (value === shown) return;
    const done = drawing.getState().wait();
    const leave = lineUp(() => {
      if (isSame(latest.current, value)) return done();
      latest.current = value;
      // drawn within this turn, so that the next one knows how long it took
      flushSync(() => setShown(value));
    });
    return () => {
      leave();
      done();
    };
  }, [value, shown, drawing, isSame]);
  return shown;
}
