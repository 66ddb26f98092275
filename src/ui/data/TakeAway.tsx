/**
 * Taking modalities away from samples on purpose, folded away below the data: one slider for each modality, and where
 * it happens. Changing one makes the data anew and resets the race.
 */
import { MISSING_SHARE, type MissingIn } from '../../protocol/missing-knobs';
import { percent } from '../../state/format';
import { Choice } from '../controls/Choice';
import { Range } from '../controls/Range';
import { useExperiment, useSession } from '../session-context';
import css from './TakeAway.module.css';

const PLACES: readonly { readonly value: MissingIn; readonly name: string }[] = [
  { value: 'everywhere', name: 'Everywhere' },
  { value: 'training', name: 'In training only' },
  { value: 'held-out', name: 'In the test only' },
];

export function TakeAway() {
  const session = useSession();
  const summary = useExperiment((state) => state.summary);
  const { missing = {}, missingIn = 'everywhere' } = useExperiment((state) => state.settings.data);
  if (!summary) return null;
  return (
    <details>
      <summary className="link small">Take modalities away</summary>
      <div className={css.sliders}>
        <p className="small quiet">{MISSING_SHARE.explanation}</p>
        {summary.modalities.map(({ id, name }) => (
          <Range
            key={id}
            label={`Without ${name}`}
            ends={['no sample', 'nearly all']}
            value={missing[id] ?? 0}
            max={MISSING_SHARE.max}
            step={0.05}
            show={(value) => percent(value)}
            setting={`data.missing.${id}`}
            onCommit={(value) =>
              session.change(`data.missing.${id}`, value === 0 ? undefined : value)
            }
          />
        ))}
        {Object.values(missing).some((share) => share > 0) ? (
          <Choice
            label="Where"
            value={missingIn}
            options={PLACES}
            setting="data.missingIn"
            onChange={(place) =>
              session.change('data.missingIn', place === 'everywhere' ? undefined : place)
            }
          />
        ) : null}
      </div>
    </details>
  );
}
