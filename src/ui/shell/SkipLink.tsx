/** The first thing the Tab key reaches: over everything that comes before the charts. The address stays the settings'. */
import css from './SkipLink.module.css';

/** Id of the part that it leads to; that part takes the focus (`tabIndex={-1}`). */
export const CHARTS = 'charts';

export function SkipLink() {
  return (
    <a
      className={css.skip}
      href={`#${CHARTS}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(CHARTS)?.focus();
      }}
    >
      Skip to the charts
    </a>
  );
}
