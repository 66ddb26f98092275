/** A cell of a table of numbers: a share 0..1, written, and under it a bar as long; a dash where there is none. */
import type { Tone } from '../../state/charts/chart';
import css from './numbers.module.css';
import { toneColour } from './strokes';

interface Props {
  readonly value: number | null;
  readonly tone: Tone;
  readonly write: (value: number) => string;
}

export function BarCell({ value, tone, write }: Props) {
  return (
    <td>
      {value === null ? '\u2013' : write(value)}
      <span
        className={css.bar}
        style={{ width: `calc(${value ?? 0} * var(--bar))`, background: toneColour(tone) }}
      />
    </td>
  );
}
