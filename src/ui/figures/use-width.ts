/** How wide an element is drawn, in pixels, so that a drawing keeps the size of its type at any width. */
import { type RefCallback, useLayoutEffect, useState } from 'react';

/** @param first the width before the element is measured, and where nothing can be measured. */
export function useWidth(first: number): readonly [RefCallback<HTMLElement>, number] {
  // state, not a ref: an element that comes later is measured too
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    if (!element || !('ResizeObserver' in window)) return;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry?.contentRect.width ?? 0);
      if (measured > 0) setWidth(measured);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}
