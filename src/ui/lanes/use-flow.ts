/**
 * Lets the dashes of a picture flow while its run trains: in small steps a few times a second, and fewer where a step
 * takes long to draw. An animation by style sheet would draw them sixty times a second, which costs as much as all other
 * drawing of a race. All pictures move in the same frame.
 */
import { type RefObject, useEffect, useRef } from 'react';
import { breathe } from '../../state/breathe';

/** Smooth enough for the eye to follow. */
const STEP_MS = 110;
/** A step takes at most this share of the time. */
const MOST_SHARE = 0.05;
/** One dash and one gap of LaneSvg.module.css, and how long they take. */
const LENGTH = 10;
const PERIOD_MS = 900;

const moving = new Set<HTMLElement>();
let timer: ReturnType<typeof setTimeout> | null = null;

function step(): void {
  const startMs = performance.now();
  // backwards, from the loss to the encoder
  const offset = ((startMs % PERIOD_MS) / PERIOD_MS) * LENGTH;
  for (const element of moving) element.style.setProperty('--flow', offset.toFixed(2));
  // after the frame that this is the beginning of
  void breathe().then(() => wait(Math.max(STEP_MS, (performance.now() - startMs) / MOST_SHARE)));
}

function wait(delayMs: number): void {
  timer = moving.size === 0 ? null : setTimeout(() => requestAnimationFrame(step), delayMs);
}

/** For the element that holds the picture. */
export function useFlow(isMoving: boolean): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = element;
    const isCalm = window.matchMedia?.('(prefers-reduced-motion: reduce)').matches;
    if (!isMoving || !current || isCalm) return;
    moving.add(current);
    if (timer === null) wait(STEP_MS);
    return () => {
      moving.delete(current);
    };
  }, [isMoving]);
  return element;
}
