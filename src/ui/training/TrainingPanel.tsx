/**
 * How every method of the race is trained, folded away under one line that says the main numbers. Drawn from the lists of
 * knobs; changing one resets the race, as everything that changes the experiment does.
 */
import { Collapsible } from 'radix-ui';
import { knobValue } from '../../protocol/knobs';
import { trainingGroups } from '../../protocol/training-knobs';
import { SettingField } from '../controls/SettingField';
import { useExperiment } from '../session-context';
import { EncoderForm } from './EncoderForm';
import { SplitShares } from './SplitShares';
import css from './TrainingPanel.module.css';

function Fields() {
  const settings = useExperiment((state) => state.settings);
  const modalities = useExperiment((state) => state.summary?.modalities ?? null);
  return (
    <>
      {trainingGroups(settings).map(({ title, knobs }) => (
        <fieldset key={title} className={css.group}>
          <legend className="small">{title}</legend>
          {knobs.map((knob) => (
            <SettingField
              key={knob.path}
              knob={knob}
              path={knob.path}
              read={(present) => knobValue(knob, present)}
            />
          ))}
        </fieldset>
      ))}
      {settings.data.source === 'generator' ? null : <SplitShares />}
      {modalities === null ? (
        <p className="small quiet">The encoders will appear here once the data are open.</p>
      ) : (
        modalities.map((modality) => <EncoderForm key={modality.id} modality={modality} />)
      )}
    </>
  );
}

export function TrainingPanel() {
  const { epochs, batchSize, optimizer } = useExperiment((state) => state.settings);
  return (
    <section className={css.training} aria-labelledby="training-title">
      <h2 id="training-title">Training</h2>
      <Collapsible.Root>
        <Collapsible.Trigger className={`link small ${css.line}`}>
          {`${epochs} epochs, batches of ${batchSize}, ${optimizer.kind} at ${optimizer.learningRate}`}
        </Collapsible.Trigger>
        <Collapsible.Content>
          <Fields />
        </Collapsible.Content>
      </Collapsible.Root>
    </section>
  );
}
