/** How pictures, sounds and videos are measured, as a form. */
import type { FileChoices, ImportReport } from '../../state/importing/importing-store';
import { mediaKnobs, mediaValue, withMedia } from '../../state/importing/media-knobs';
import { KnobField } from '../controls/KnobField';
import css from './ModalityParts.module.css';

interface Props {
  readonly choices: FileChoices;
  readonly onChoose: (choices: FileChoices) => void;
  readonly report: ImportReport;
}

export function MediaChoices({ choices, onChoose, report }: Props) {
  return (
    <fieldset className={css.parts}>
      <legend className="small quiet">Pictures and sounds</legend>
      {mediaKnobs(report, choices).map((knob) => (
        <KnobField
          key={knob.path}
          knob={knob}
          value={mediaValue(choices, knob)}
          onChange={(value) => onChoose(withMedia(choices, knob, value))}
        />
      ))}
    </fieldset>
  );
}
