/** How large an element is laid out, in whole pixels: its first size before the first drawing, later ones as they come. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** @returns a reference for the element, and its size; null where it takes no room. */
export function useSize<T extends Element>(): readonly [RefObject<T | null>, Size | null] {
  const element = useRef<T>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const take = (exact: Size) =>
      setSize((before) => {
        const [width, height] = [Math.round(exact.width), Math.round(exact.height)];
        if (width === 0 || height === 0) return null;
        return before?.width === width && before.height === height ? before : { width, height };
      });
    take(current.getBoundingClientRect());
    const observer = new ResizeObserver(([entry]) => entry && take(entry.contentRect));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
