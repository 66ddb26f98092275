/** How many samples each class has, as a list with bars. */
import css from './ClassBars.module.css';

interface Props {
  readonly names: readonly string[];
  readonly counts: readonly number[];
  /** A long list scrolls by itself. */
  readonly scrolls?: boolean;
}

export function ClassBars({ names, counts, scrolls = false }: Props) {
  const largest = Math.max(1, ...counts);
  return (
    <ul className={`${css.classes} small`} data-scrolls={scrolls} aria-label="Samples per class">
      {names.map((name, label) => {
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
    </ul>
  );
}
