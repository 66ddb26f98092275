/**
 * How every method of the race is trained, folded away under one line that says the main numbers. Drawn from the lists of
 * knobs; changing one resets the race, as everything that changes the experiment does.
 */
import { Collapsible } from 'radix-ui';
import { trainingGroups } from '../../protocol/training-knobs';
import { SettingsGroup } from '../controls/KnobGroup';
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
        <SettingsGroup key={title} title={title} knobs={knobs} />
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
    <section className={css.training} aria-labelledby="training-title" data-tour="training">
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
