/**
 * Which of many runs is looked at: while its button is pointed at or has the focus its curves stand in front; pressed,
 * they stay there.
 */
import type { RunOption } from '../../state/measures/measure-source';
import { DashSample } from './DashSample';
import css from './FrontChoice.module.css';

interface Props {
  readonly runs: readonly RunOption[];
  /** Scrolls sideways where charts need the height. */
  readonly isOneLine?: boolean;
  /** The run that was pressed. */
  readonly held: string | null;
  readonly onHold: (run: string | null) => void;
  /** The run that is pointed at, or has the focus. */
  readonly onLook: (run: string | null) => void;
}

export default function FrontChoice({ runs, isOneLine = false, held, onHold, onLook }: Props) {
  return (
    <ul className={css.runs} data-one-line={isOneLine} aria-label="Look at one run">
      {runs.map(({ name, label, dash }) => (
        <li key={name}>
          <button
            type="button"
            className={`button small ${css.run}`}
            aria-pressed={held === name}
            onClick={() => onHold(held === name ? null : name)}
            onFocus={() => onLook(name)}
            onBlur={() => onLook(null)}
            onPointerEnter={() => onLook(name)}
            onPointerLeave={() => onLook(null)}
          >
            <DashSample dash={dash} />
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
