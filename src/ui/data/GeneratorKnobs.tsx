/** Every knob of the generator, folded away below the four sliders. Changing one makes new data and resets the race. */
import {
  GENERATOR_KNOBS,
  type GeneratorKnob,
  keptValue,
  shownValue,
} from '../../protocol/generator-knobs';
import { valueAt } from '../../state/knobs';
import { KnobField } from '../controls/KnobField';
import { useExperiment, useSession } from '../session-context';
import css from './GeneratorKnobs.module.css';

function SettingKnob({ knob }: { readonly knob: GeneratorKnob }) {
  const session = useSession();
  const value = useExperiment((state) =>
    shownValue(knob, valueAt(state.settings.generator, knob.path)),
  );
  return (
    <KnobField
      knob={knob}
      value={value}
      onChange={(next) => session.change(`generator.${knob.path}`, keptValue(knob, next))}
    />
  );
}

export function GeneratorKnobs() {
  return (
    <details className={css.knobs}>
      <summary className="link small">All knobs of the generator</summary>
      {GENERATOR_KNOBS.map(({ title, knobs }) => (
        <fieldset key={title} className={css.group}>
          <legend className="small">{title}</legend>
          {knobs.map((knob) => (
            <SettingKnob key={knob.path} knob={knob} />
          ))}
        </fieldset>
      ))}
    </details>
  );
}
