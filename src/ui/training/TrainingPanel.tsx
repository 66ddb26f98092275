/**
 * How every method of the race is trained, folded away under one line that says the main numbers. Drawn from the lists of
 * knobs; changing one resets the race, as everything that changes the experiment does.
 */
import { Collapsible } from 'radix-ui';
import { stepsOf } from '../../protocol/need';
import { trainingGroups } from '../../protocol/training-knobs';
import { countText } from '../../state/format';
import { timeText } from '../../state/need/need-text';
import { changedTraining, withPresetTraining } from '../../state/preset';
import { SettingsGroup } from '../controls/KnobGroup';
import { useExperiment, useNeed, useSession } from '../session-context';
import { EncoderForm, EncodersOfAll } from './EncoderForm';
import { FoldFields } from './FoldFields';
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
      {settings.data.source === 'generator' ? null : (
        <>
          <SplitShares />
          <FoldFields />
        </>
      )}
      <EncodersOfAll />
      {modalities === null ? (
        <p className="small quiet">The encoders will appear here once the data are open.</p>
      ) : (
        modalities.map((modality) => <EncoderForm key={modality.id} modality={modality} />)
      )}
    </>
  );
}

/** What the race takes as it is set now, where that is known. */
function Cost() {
  const need = useNeed((state) => state.need);
  if (need === null) return null;
  return (
    <p className="small quiet">
      {`The race as it is set takes ${countText(stepsOf(need))} steps, ${timeText(need.ms, need.isCounted)} on this computer.`}
    </p>
  );
}

/** How much is no longer as in the preset, and the way back for all of it. */
function Changes() {
  const session = useSession();
  const changed = useExperiment(changedTraining);
  if (changed === 0) return null;
  return (
    <p className="small">
      {changed === 1 ? '1 setting differs' : `${changed} settings differ`} from the preset.{' '}
      <button
        type="button"
        className="link"
        aria-label="Training back to the preset"
        onClick={() => session.takeSettings(withPresetTraining(session.experiment.getState()))}
      >
        Back to the preset
      </button>
    </p>
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
        <Changes />
        <Collapsible.Content>
          <Cost />
          <Fields />
        </Collapsible.Content>
      </Collapsible.Root>
    </section>
  );
}
