/** Three numbers that the last row can read, each with its words and its run's dash. */
import type { HeadlineNumber } from '../../state/projector/headline';
import { dashArray, toneColour, toneTypeColour } from '../figures/strokes';
import css from './BigNumbers.module.css';

/** The dash as the chart draws it, five pixels thick. */
function Dash({ number }: { readonly number: HeadlineNumber }) {
  return (
    <svg className={css.dash} viewBox="0 0 65 8" preserveAspectRatio="none" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="65"
        y2="4"
        stroke={toneColour(number.tone)}
        strokeWidth={number.dash === null ? 2 : 5}
        strokeDasharray={number.dash === null ? '2 6' : dashArray(number.dash, 2.5)}
      />
    </svg>
  );
}

/** The number large, its unit beside it as large as needs be. */
function Value({ number }: { readonly number: HeadlineNumber }) {
  const [value, unit] = number.text.split('\u00A0');
  return (
    <>
      {value}
      {unit === undefined ? null : <span className={css.unit}>{`\u00A0${unit}`}</span>}
    </>
  );
}

export function BigNumbers({ numbers }: { readonly numbers: readonly HeadlineNumber[] }) {
  if (numbers.length === 0) {
    return (
      <p className={`${css.numbers} ${css.empty} large`}>
        The numbers of this chart will appear here, three at the most.
      </p>
    );
  }
  return (
    <dl className={css.numbers}>
      {numbers.map((number) => (
        <div key={number.key} style={{ color: toneTypeColour(number.tone) }}>
          <dt>
            <Dash number={number} />
            {number.label}
          </dt>
          <dd>
            <Value number={number} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
