/** What the race keeps in the device’s memory. */
import { TERMS } from '../../../state/charts/terms';
import { bytesText, heldNow } from '../../../state/measures/held';
import { recordAt } from '../../../state/time/shown';
import { Term } from '../../controls/Term';
import { useShown } from '../../session-context';
import type { TabProps } from '../tab';
import css from './Held.module.css';

export function Held({ source }: Pick<TabProps, 'source'>) {
  const at = useShown((state) => state.at);
  const held = heldNow(recordAt(source.record, at));
  return (
    <section className="stack" aria-labelledby="held-title">
      <h2 id="held-title">
        <Term says={TERMS.held.says}>Held on the device</Term>
      </h2>
      {held ? (
        <dl className={css.held}>
          <div>
            <dt className="small quiet">arrays, the whole race</dt>
            <dd>{held.arrays}</dd>
          </div>
          <div>
            <dt className="small quiet">memory, the whole race</dt>
            <dd>{bytesText(held.bytes)}</dd>
          </div>
        </dl>
      ) : (
        <p className="quiet">What the race keeps in the device’s memory will appear here.</p>
      )}
    </section>
  );
}
