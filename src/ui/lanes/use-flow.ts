/**
 * Lets the dashes of a picture flow while its run trains: in small steps a few times a second, and fewer where a step
 * takes long to draw. An animation by style sheet would draw them sixty times a second, which costs as much as all other
 * drawing of a race. All pictures move in the same frame, and in one that is drawn anyway where there is one: a frame
 * for the dashes alone costs nearly as much as one for the whole page.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { afterFrame } from '../../state/after-frame';
import css from './LaneSvg.module.css';

/** Without other drawing: often enough for the eye to follow, since a step is less than half a dash and its gap. */
const STEP_MS = 250;
/** With other drawing, at the most. */
const ALONG_MS = 120;
/** Steps of their own take at most this share of the time. */
const MOST_SHARE = 0.05;
/** One dash and one gap of LaneSvg.module.css, and how long they take. */
const LENGTH = 10;
const PERIOD_MS = 900;

/** Edges on which gradient comes back. */
const SEEN = `.${css.dashes}[data-there="true"]`;

const moving = new Set<HTMLElement>();
let timer: ReturnType<typeof setTimeout> | null = null;
let steppedMs = Number.NEGATIVE_INFINITY;

function step(): void {
  steppedMs = performance.now();
  // backwards, from the loss to the encoder
  const offset = ((steppedMs % PERIOD_MS) / PERIOD_MS) * LENGTH;
  // of each path: set on what holds them, it would have everything in the picture look for its style anew
  for (const element of moving) {
    for (const path of element.querySelectorAll<SVGPathElement>(SEEN)) {
      path.style.strokeDashoffset = offset.toFixed(2);
    }
  }
  wait(STEP_MS);
  const startMs = steppedMs;
  afterFrame(() => {
    // another step has been taken since, which waits for itself
    if (steppedMs !== startMs) return;
    wait(Math.max(STEP_MS, (performance.now() - startMs) / MOST_SHARE));
  });
}

function wait(delayMs: number): void {
  if (timer !== null) clearTimeout(timer);
  timer = moving.size === 0 ? null : setTimeout(() => requestAnimationFrame(step), delayMs);
}

/** For the element that holds the picture; each drawing of the picture moves the dashes along. */
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
  useLayoutEffect(() => {
    if (moving.size > 0 && performance.now() - steppedMs >= ALONG_MS) step();
  });
  return element;
}
