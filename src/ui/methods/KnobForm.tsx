/** A method's knobs as a form, made from the catalogue. */
import type { MethodDescription } from '../../protocol/catalogue';
import type { Knob } from '../../protocol/knobs';
import { decidedKnobs, knobPath, runKnobValue } from '../../protocol/run-knobs';
import { SettingField } from '../controls/SettingField';
import { useExperiment } from '../session-context';
import css from './KnobForm.module.css';
import { ModalityKnobs } from './ModalityKnobs';

interface Props {
  readonly run: string;
  readonly method: MethodDescription;
}

const isPerModality = (knob: Knob): boolean => knob.kind === 'number' && knob.perModality === true;

export function KnobForm({ run, method }: Props) {
  const settings = useExperiment((state) => state.settings);
  const decided = decidedKnobs(method, settings, run);
  return (
    <div className={css.knobs}>
      {method.knobs.map((knob) => (
        <SettingField
          key={knob.path}
          knob={knob}
          path={knobPath(run, knob)}
          read={(settings) => runKnobValue(settings, run, knob)}
          decided={decided.get(knob.path)}
        />
      ))}
      {method.knobs.filter(isPerModality).map((knob) => (
        <ModalityKnobs key={knob.path} knob={knob} run={run} />
      ))}
    </div>
  );
}
