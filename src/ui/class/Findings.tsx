/** The codes that do not count, each with its place and the reason. */
import type { Finding } from '../../state/lessons/class/class-list';
import { ScrollRegion } from '../controls/ScrollRegion';
import css from './CodeEntry.module.css';

/** A long word is known by its ends. */
const shortened = (word: string): string =>
  word.length > 24 ? `${word.slice(0, 14)}…${word.slice(-6)}` : word;

export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const refused = findings.filter(({ kind }) => kind !== 'counted');
  if (refused.length === 0) return null;
  return (
    <section aria-label="Not counted" className="stack">
      <h3>Not counted</h3>
      <ScrollRegion className={css.findings} label="Codes that do not count, scrolls">
        <ul className={css.list}>
          {refused.map(({ place, written, told }, at) => (
            // two findings may be alike in all; their order does not change
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew with every reading
            <li key={at}>
              <p>
                <strong>{place}</strong> {written === '' ? null : <code>{shortened(written)}</code>}
              </p>
              <p className="quiet">{told}</p>
            </li>
          ))}
        </ul>
      </ScrollRegion>
    </section>
  );
}
