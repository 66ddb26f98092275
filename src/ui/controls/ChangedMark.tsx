/** Says that a setting is no longer as the preset has it, and leads back. */
import { type Knob, textOf } from '../../protocol/knobs';
import { isChanged, presetOf, presetValue, type ReadSetting } from '../../state/preset';
import { useExperiment, useSession } from '../session-context';
import css from './ChangedMark.module.css';

interface Props {
  readonly knob: Knob;
  /** Where its value stands in the settings. */
  readonly path: string;
  readonly read: ReadSetting;
}

export function ChangedMark({ knob, path, read }: Props) {
  const session = useSession();
  const changed = useExperiment((state) => isChanged(state, read));
  const text = useExperiment((state) => textOf(knob, read(presetOf(state)))) || 'none';
  if (!changed) return null;
  const back = () => session.change(path, presetValue(session.experiment.getState(), path, read));
  return <Mark label={knob.label} text={text} onBack={back} />;
}

interface MarkProps {
  /** What is changed. */
  readonly label: string;
  /** What the preset has. */
  readonly text: string;
  readonly onBack: () => void;
}

export function Mark({ label, text, onBack }: MarkProps) {
  return (
    <p className={`small ${css.mark}`}>
      Changed from the preset.{' '}
      <button
        type="button"
        className="link"
        aria-label={`${label} back to ${text}`}
        onClick={onBack}
      >
        {`Back to ${text}`}
      </button>
    </p>
  );
}
