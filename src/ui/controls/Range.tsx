/**
 * A labelled slider with its value in words. Dragging it only shows the new value; letting go sets it,
 * because setting it resets the race. A key sets it at once.
 */
import { Slider } from 'radix-ui';
import { useId, useRef, useState } from 'react';
import css from './Range.module.css';

interface Props {
  readonly label: string;
  /** What the two ends mean. */
  readonly ends: readonly [string, string];
  readonly value: number;
  /** 0 where absent. */
  readonly min?: number;
  readonly max: number;
  readonly step: number;
  /** The value in words; `moving` while the thumb is held. */
  readonly show: (value: number, moving: boolean) => string;
  /** Why it cannot be moved now. */
  readonly refusal?: string | null;
  /** The path of the setting that it sets, where it sets one. */
  readonly setting?: string;
  readonly onCommit: (value: number) => void;
}

export function Range({
  label,
  ends,
  value,
  min = 0,
  max,
  step,
  show,
  refusal = null,
  setting,
  onCommit,
}: Props) {
  const id = useId();
  const [held, setHeld] = useState<number | null>(null);
  const shown = held ?? value;
  // a key's change is set before it is told: held, it would stay on show when the setting goes back
  const isDragged = useRef(false);
  return (
    <div>
      <div className={css.head}>
        <span id={id}>{label}</span>
        <span className="quiet">{show(shown, held !== null)}</span>
      </div>
      <Slider.Root
        className={css.track}
        value={[shown]}
        min={min}
        max={max}
        step={step}
        disabled={refusal !== null}
        onPointerDown={() => {
          isDragged.current = true;
        }}
        onLostPointerCapture={() => {
          isDragged.current = false;
          setHeld(null);
        }}
        onValueChange={([next]) => {
          if (isDragged.current) setHeld(next ?? null);
        }}
        onValueCommit={([next]) => {
          setHeld(null);
          if (next !== undefined && next !== value) onCommit(next);
        }}
      >
        <Slider.Track className={css.line}>
          <Slider.Range className={css.filled} />
        </Slider.Track>
        <Slider.Thumb
          className={css.thumb}
          aria-labelledby={id}
          data-setting={setting}
          aria-valuetext={show(shown, held !== null)}
        />
      </Slider.Root>
      {refusal === null ? (
        <div className={`${css.head} small quiet`} aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      ) : (
        <p className="small quiet">{refusal}</p>
      )}
    </div>
  );
}
