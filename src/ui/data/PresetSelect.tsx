/** The generator's presets. */
import { choiceOf, GENERATOR_CHOICES } from '../../state/data-choices';
import { Choice } from '../controls/Choice';
import { useExperiment, useSession } from '../session-context';

export function PresetSelect() {
  const session = useSession();
  const data = useExperiment((state) => state.settings.data);
  return (
    <Choice
      label="Preset"
      value={choiceOf(data)?.id ?? ''}
      options={GENERATOR_CHOICES.map(({ id, name }) => ({ value: id, name }))}
      onChange={(id) => session.chooseData({ source: 'generator', id })}
    />
  );
}
