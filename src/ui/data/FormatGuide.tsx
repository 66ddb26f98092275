/** What can be opened, in the words of the readers themselves, with an example where the layout matters. */
import type { Guide } from '../../state/importing/importing-store';
import css from './ImportSheet.module.css';

export function FormatGuide({ guide }: { readonly guide: Guide }) {
  const { intro, sections } = guide;
  return (
    <div className={`${css.body} ${css.guide}`}>
      <p>{intro}</p>
      {sections.map((section) => (
        <Section key={section.id} {...section} />
      ))}
    </div>
  );
}

function Section({ title, text, example, lines }: Guide['sections'][number]) {
  return (
    <section>
      <h3>{title}</h3>
      <p className="small quiet">{text}</p>
      {lines.length > 0 ? (
        <ul className={`${css.kinds} small quiet`}>
          {lines.map(({ label, kinds, note }) => (
            <li key={kinds[0]?.name}>
              {label ? `${label}: ` : null}
              <b>{kinds.map(({ name }) => name).join(', ')}</b>
              {endingsOf(kinds)}
              {note ? `: ${note}` : null}
            </li>
          ))}
        </ul>
      ) : null}
      {example ? <pre className="small">{example}</pre> : null}
    </section>
  );
}

/** ` (.csv .tsv)`; nothing for what has no ending of its own. */
function endingsOf(kinds: Guide['sections'][number]['lines'][number]['kinds']): string {
  const endings = kinds.flatMap((kind) => kind.endings.map((ending) => `.${ending}`));
  return endings.length > 0 ? ` (${endings.join(' ')})` : '';
}
