/**
 * The ring at a curve's end, to be dragged to where one thinks that it will stand: by mouse, by touch, by keys, and
 * spoken as a slider. Laid over the plot of the chart. After Play it stays where it was let go.
 */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Tone } from '../../state/charts/chart';
import { toneColour } from '../figures/strokes';
import css from './GuessRing.module.css';

interface Props {
  /** Where the plot lies, as the CSS property `inset`. */
  readonly inset: string;
  readonly tone: Tone | null;
  /** A share, 0..1. */
  readonly value: number;
  /** Whether somebody has set it. */
  readonly isMade: boolean;
  /** Whether it can still be set. */
  readonly isOpen: boolean;
  readonly question: string;
  /** While it is dragged. */
  readonly onHold: (value: number) => void;
  readonly onLet: (value: number) => void;
}

/** By keys, in points of a hundred. */
const STEP: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -100,
  End: 100,
};

const inRange = (points: number): number => Math.max(0, Math.min(100, Math.round(points))) / 100;

export function GuessRing({ inset, tone, value, isMade, isOpen, question, onHold, onLet }: Props) {
  const plot = useRef<HTMLDivElement>(null);
  const isHeld = useRef(false);
  const points = Math.round(100 * value);
  const at = ({ clientY }: PointerEvent): number => {
    const box = plot.current?.getBoundingClientRect();
    return box && box.height > 0 ? inRange((100 * (box.bottom - clientY)) / box.height) : value;
  };
  const take = (event: PointerEvent<HTMLDivElement>) => {
    if (!isOpen || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    isHeld.current = true;
    onHold(value);
  };
  const move = (event: PointerEvent) => isHeld.current && onHold(at(event));
  const letGo = (event: PointerEvent) => {
    if (!isHeld.current) return;
    isHeld.current = false;
    onLet(event.type === 'pointercancel' ? value : at(event));
  };
  const press = (event: KeyboardEvent) => {
    const step = STEP[event.key];
    if (step === undefined || !isOpen) return;
    event.preventDefault();
    onLet(inRange(points + step));
  };
  if (!isOpen && !isMade) return null;
  const place = { bottom: `${100 * value}%`, borderColor: toneColour(tone ?? 'quiet') };
  return (
    <div ref={plot} className={css.plot} style={{ inset }}>
      {isOpen ? (
        <div
          className={css.handle}
          style={{ bottom: place.bottom }}
          role="slider"
          tabIndex={0}
          aria-label={`Drag the ring. ${question}`}
          aria-orientation="vertical"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={points}
          aria-valuetext={isMade ? `your guess: ${points} %` : `${points} %, not yet your guess`}
          onPointerDown={take}
          onPointerMove={move}
          onPointerUp={letGo}
          onPointerCancel={letGo}
          onKeyDown={press}
        >
          <span
            className={css.ring}
            data-made={isMade}
            style={isMade ? { borderColor: place.borderColor } : undefined}
          />
        </div>
      ) : (
        <span className={css.mark} style={place} aria-hidden="true" />
      )}
    </div>
  );
}
