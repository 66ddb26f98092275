/** Whether somebody points at something, by mouse, pen or finger: a finger points until it touches elsewhere. */
import { type PointerEvent, useEffect, useRef, useState } from 'react';

/** Where in the window the pointer stood when it came. */
export interface PointedAt {
  readonly clientX: number;
  readonly clientY: number;
}

export interface Pointed {
  /** Null while nobody points at it. */
  readonly at: PointedAt | null;
  /** For the element that is pointed at. */
  readonly handlers: {
    readonly onPointerEnter: (event: PointerEvent) => void;
    readonly onPointerLeave: (event: PointerEvent) => void;
  };
}

export function usePointed(): Pointed {
  const [at, setAt] = useState<PointedAt | null>(null);
  const element = useRef<Element | null>(null);
  useEffect(() => {
    if (!at) return;
    const leave = ({ target }: Event) => {
      if (target instanceof Node && element.current?.contains(target)) return;
      setAt(null);
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [at]);
  return {
    at,
    handlers: {
      onPointerEnter: ({ clientX, clientY, currentTarget }) => {
        element.current = currentTarget;
        setAt({ clientX, clientY });
      },
      onPointerLeave: ({ pointerType }) => {
        if (pointerType !== 'touch') setAt(null);
      },
    },
  };
}
