/** How many samples each class has, as a list with bars. */
interface Props {
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

export function ClassBars({ names, counts }: Props) {
  const largest = Math.max(1, ...counts);
  return (
    <ul className="data-classes small" aria-label="Samples per class">
      {names.map((name, label) => {
        const count = counts[label] ?? 0;
        return (
          <li key={name}>
            <span className="data-class-name">{name}</span>
            <span className="data-class-bar" aria-hidden="true">
              <span style={{ width: `${(count / largest) * 100}%` }} />
            </span>
            <span className="quiet">{count}</span>
          </li>
        );
      })}
    </ul>
  );
}
