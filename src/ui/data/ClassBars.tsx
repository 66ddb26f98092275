/** How many samples each class has, as a list with bars: the first of very many, and what the others have. */
import { countText } from '../../state/format';
import css from './ClassBars.module.css';

interface Props {
  readonly names: readonly string[];
  readonly counts: readonly number[];
  /** A long list scrolls by itself. */
  readonly scrolls?: boolean;
}

/** A list of more scrolls wherever it stands. */
const MOST_IN_SIGHT = 24;
/** Of more classes nobody reads a list. */
const MOST_LISTED = 200;

/** "and 800 more, of 14 to 20 samples each" */
function othersText(counts: readonly number[]): string {
  const fewest = counts.reduce((low, count) => Math.min(low, count), Number.POSITIVE_INFINITY);
  const most = counts.reduce((high, count) => Math.max(high, count), 0);
  const each = fewest === most ? countText(most) : `${countText(fewest)} to ${countText(most)}`;
  return `and ${countText(counts.length)} more, of ${each} samples each`;
}

export function ClassBars({ names, counts, scrolls = names.length > MOST_IN_SIGHT }: Props) {
  const largest = counts.reduce((most, count) => Math.max(most, count), 1);
  const listed = names.slice(0, MOST_LISTED);
  return (
    <ul className={`${css.classes} small`} data-scrolls={scrolls} aria-label="Samples per class">
      {listed.map((name, label) => {
        const count = counts[label] ?? 0;
        return (
          <li key={name}>
            <span>{name}</span>
            <span className={css.bar} aria-hidden="true">
              <span style={{ width: `${(count / largest) * 100}%` }} />
            </span>
            <span className="quiet">{count}</span>
          </li>
        );
      })}
      {names.length > listed.length ? (
        <li className={css.others}>{othersText(counts.slice(listed.length))}</li>
      ) : null}
    </ul>
  );
}
