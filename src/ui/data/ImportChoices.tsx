/**
 * How files are understood, as a form: every choice has been made already and can be made differently. A change
 * reads the files again.
 */
import { knobValue } from '../../protocol/knobs';
import { mediaKnobsFor } from '../../protocol/media-knobs';
import { withPath } from '../../protocol/settings-paths';
import type { FileChoices, ImportReport } from '../../state/importing/importing-store';
import { KnobField } from '../controls/KnobField';
import { useImporting, useSession } from '../session-context';
import { ClassNames } from './ClassNames';
import css from './ImportChoices.module.css';
import { ModalityParts } from './ModalityParts';
import partsCss from './ModalityParts.module.css';
import { SplitChoices } from './SplitChoices';

export function ImportChoices() {
  const { importing } = useSession();
  const current = useImporting((state) => state.current);
  if (!current) return null;
  const { offer, reading, choices } = current;
  const common = { choices, onChoose: (next: typeof choices) => void importing.choose(next) };
  return (
    <section className={css.choices} aria-labelledby="import-choices-title">
      <h3 id="import-choices-title">Choose differently</h3>
      <SplitChoices {...common} offer={offer} report={reading?.report ?? null} />
      {offer && offer.parts.length > 1 ? <ModalityParts {...common} offer={offer} /> : null}
      {reading ? <ClassNames {...common} found={reading.report.classesFound} /> : null}
      {reading ? <MediaChoices {...common} report={reading.report} /> : null}
      {Object.keys(choices).length > 0 ? (
        <button type="button" className="link small" onClick={() => void importing.choose({})}>
          Back to the first guess
        </button>
      ) : null}
    </section>
  );
}

interface MediaProps {
  readonly choices: FileChoices;
  readonly onChoose: (choices: FileChoices) => void;
  readonly report: ImportReport;
}

/** How pictures, sounds, videos, series and texts are measured. */
function MediaChoices({ choices, onChoose, report }: MediaProps) {
  // pictures in the columns of a table have the size that they have
  const kinds = report.modalities.flatMap(({ kind }) =>
    report.isMedia || kind === 'text' || kind === 'series' ? [kind] : [],
  );
  const knobs = mediaKnobsFor(kinds, choices.sound?.spectrogram);
  if (knobs.length === 0) return null;
  return (
    <fieldset className={partsCss.parts}>
      <legend className="small quiet">
        {[
          ...(kinds.some((kind) => kind !== 'series' && kind !== 'text')
            ? ['Pictures and sounds']
            : []),
          ...(kinds.includes('series') ? ['Series'] : []),
          ...(kinds.includes('text') ? ['Texts'] : []),
        ].join(', ')}
      </legend>
      {knobs.map((knob) => (
        <KnobField
          key={knob.path}
          knob={knob}
          value={knobValue(knob, choices)}
          path={`data.${knob.path}`}
          onChange={(value) => onChoose(withPath(choices, knob.path, value))}
        />
      ))}
    </fieldset>
  );
}
