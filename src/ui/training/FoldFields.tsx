/**
 * Cross-validation as two fields: how many folds, and which of them tests. Beside the seeds few samples are offered
 * folds in one press; here any number of them is set.
 */
import { knobValue } from '../../protocol/knobs';
import { TRAINING_KNOBS } from '../../protocol/training-knobs';
import { KnobField } from '../controls/KnobField';
import { KnobGroup } from '../controls/KnobGroup';
import { SettingField } from '../controls/SettingField';
import { useExperiment, useSession } from '../session-context';

const FOLDS = TRAINING_KNOBS.find(({ path }) => path === 'folds');
const FOLD = TRAINING_KNOBS.find(({ path }) => path === 'fold');

export function FoldFields() {
  const session = useSession();
  const folds = useExperiment(({ settings }) => settings.folds);
  if (!FOLDS || !FOLD) return null;
  return (
    <KnobGroup title="Folds">
      <KnobField
        knob={FOLDS}
        path={FOLDS.path}
        value={folds}
        // the first of them tests; one split has no fold
        onChange={(value) => session.setFolds(typeof value === 'number' ? value : null)}
      />
      {folds === undefined ? null : (
        <SettingField knob={FOLD} path={FOLD.path} read={(settings) => knobValue(FOLD, settings)} />
      )}
    </KnobGroup>
  );
}
