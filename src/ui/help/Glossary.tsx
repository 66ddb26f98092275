/** The glossary, to read and to search: every word of the page with its sentence. */
import { useMemo, useState } from 'react';
import { glossary, lookUp } from '../../state/help/glossary';
import { useShown } from '../session-context';
import css from './Glossary.module.css';

export function Glossary() {
  const measures = useShown((state) => state.measures);
  const methods = useShown((state) => state.catalogue);
  const entries = useMemo(() => glossary(measures, methods), [measures, methods]);
  const [looked, setLooked] = useState('');
  const found = lookUp(entries, looked);
  const isLooking = looked.trim() !== '';
  return (
    <>
      <label className={css.search}>
        <span>Look up</span>
        <input
          type="search"
          className="field"
          value={looked}
          onChange={(event) => setLooked(event.target.value)}
        />
      </label>
      <p role="status" className="small quiet">
        {isLooking ? `${found.length} of ${entries.length} words` : `${entries.length} words`}
        {isLooking && found.length === 0 ? '. Another spelling, or a part of the word?' : ''}
      </p>
      <dl className={css.words}>
        {found.map(({ term, says, source }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{says}</dd>
            {source ? <dd className="small quiet">{source}</dd> : null}
          </div>
        ))}
      </dl>
    </>
  );
}
