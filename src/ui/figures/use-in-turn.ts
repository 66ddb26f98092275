/**
 * Lets things that are slow to draw take turns: each gets its new value in a task of its own, so that no task is
 * long. A value that says nothing new is not taken over. Whoever waits says so to the session. Must not know charts.
 */
import { useLayoutEffect, useRef, useState } from 'react';
import { useSession } from '../session-context';

const saysTheSame = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** The value as it was until its turn comes, mostly still before the next frame. Plain data only. */
export function useInTurn<T>(value: T): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const { drawing } = useSession();
  // in the same task as the drawing that it lags behind, so that nobody can look in between
  useLayoutEffect(() => {
    if (value === shown) return;
    const done = drawing.getState().wait();
    const timer = setTimeout(() => {
      if (saysTheSame(latest.current, value)) return done();
      latest.current = value;
      setShown(value);
    }, 0);
    return () => {
      clearTimeout(timer);
      done();
    };
  }, [value, shown, drawing]);
  return shown;
}
