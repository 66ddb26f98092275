/** Every knob of the generator, folded away below the four sliders. Changing one makes new data and resets the race. */
import { GENERATOR_KNOBS } from '../../protocol/generator-knobs';
import { SettingsGroup } from '../controls/KnobGroup';
import css from './GeneratorKnobs.module.css';

export function GeneratorKnobs() {
  return (
    <details className={css.knobs}>
      <summary className="link small">All knobs of the generator</summary>
      {GENERATOR_KNOBS.map(({ title, knobs }) => (
        <SettingsGroup key={title} title={title} knobs={knobs} />
      ))}
    </details>
  );
}
