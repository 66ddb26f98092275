/** The seed: typed, or rolled with the die. A seed out of range is refused with a sentence on the page. */
import { useId, useState } from 'react';
import { rangeOf } from '../../protocol/knobs';
import { TRAINING } from '../../protocol/training-knobs';
import { useExperiment, useSession } from '../session-context';
import { CommandButton } from './CommandButton';
import { DieGlyph } from './glyphs';
import css from './SeedControl.module.css';

export function SeedControl() {
  const session = useSession();
  const seed = useExperiment((state) => state.settings.seed);
  const [typed, setTyped] = useState<string | null>(null);
  const note = useId();
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
          data-setting="seed"
          aria-describedby={note}
          value={typed ?? String(seed)}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') setTyped(null);
          }}
        />
      </label>
      <span className="unseen" id={note}>
        {`${TRAINING.seed.explanation} It must be ${rangeOf(TRAINING.seed)}.`}
      </span>
      <CommandButton id="new-seed" glyph={<DieGlyph />} />
    </>
  );
}
