/** Every knob of the generator, folded away below the four sliders. Changing one makes new data and resets the race. */
import { GENERATOR_KNOBS } from '../../protocol/generator-knobs';
import { knobValue } from '../../protocol/knobs';
import { SettingField } from '../controls/SettingField';
import css from './GeneratorKnobs.module.css';

export function GeneratorKnobs() {
  return (
    <details className={css.knobs}>
      <summary className="link small">All knobs of the generator</summary>
      {GENERATOR_KNOBS.map(({ title, knobs }) => (
        <fieldset key={title} className={css.group}>
          <legend className="small">{title}</legend>
          {knobs.map((knob) => (
            <SettingField
              key={knob.path}
              knob={knob}
              path={knob.path}
              read={(settings) => knobValue(knob, settings)}
            />
          ))}
        </fieldset>
      ))}
    </details>
  );
}
