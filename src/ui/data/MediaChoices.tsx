/** How pictures, sounds and videos are measured, as a form. */
import { knobValue } from '../../protocol/knobs';
import { mediaKnobsFor } from '../../protocol/media-knobs';
import { withPath } from '../../protocol/settings-paths';
import type { FileChoices, ImportReport } from '../../state/importing/importing-store';
import { KnobField } from '../controls/KnobField';
import css from './ModalityParts.module.css';

interface Props {
  readonly choices: FileChoices;
  readonly onChoose: (choices: FileChoices) => void;
  readonly report: ImportReport;
}

export function MediaChoices({ choices, onChoose, report }: Props) {
  const kinds = report.modalities.map(({ kind }) => kind);
  return (
    <fieldset className={css.parts}>
      <legend className="small quiet">Pictures and sounds</legend>
      {mediaKnobsFor(kinds, choices.sound?.spectrogram).map((knob) => (
        <KnobField
          key={knob.path}
          knob={knob}
          value={knobValue(knob, choices)}
          onChange={(value) => onChoose(withPath(choices, knob.path, value))}
        />
      ))}
    </fieldset>
  );
}
