/** The seed: typed, or rolled with the die. A seed out of range is refused with a sentence on the page. */
import { useState } from 'react';
import { useExperiment, useSession } from '../session-context';
import { CommandButton } from './CommandButton';
import { DieGlyph } from './glyphs';
import css from './SeedControl.module.css';

export function SeedControl() {
  const session = useSession();
  const seed = useExperiment((state) => state.settings.seed);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed.trim() !== '' && Number(typed) !== seed) {
      session.change('seed', Number(typed));
    }
    setTyped(null);
  };
  return (
    <>
      <label className={css.seed}>
        <span className="quiet">seed</span>
        <input
          className={`field ${css.field}`}
          inputMode="numeric"
          value={typed ?? String(seed)}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setTyped(null);
          }}
        />
      </label>
      <CommandButton id="new-seed" glyph={<DieGlyph />} />
    </>
  );
}
