/** A value that is taken over at most every so often, so that what is costly to draw need not follow every change. */
import { useLayoutEffect, useRef, useState } from 'react';

/**
 * @param everyMs 0 takes every value over at once.
 * @returns the value as it was at the last taking, which comes with a change, for the frame of that change, and where
 * none comes at twice `everyMs` after the last.
 */
export function useSeldom<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const takenMs = useRef(Number.NEGATIVE_INFINITY);
  useLayoutEffect(() => {
    if (value === shown) return;
    const take = () => {
      takenMs.current = performance.now();
      setShown(value);
    };
    const ageMs = performance.now() - takenMs.current;
    if (ageMs >= everyMs) return take();
    const timer = setTimeout(take, 2 * everyMs - ageMs);
    return () => clearTimeout(timer);
  }, [value, shown, everyMs]);
  return everyMs === 0 ? value : shown;
}
