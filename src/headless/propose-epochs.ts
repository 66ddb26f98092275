/** How long a person's own data are trained on where nobody said it: by their size, as the page proposes it. */
import { proposedTraining } from '../data/starting-settings';
import type { DataSet } from '../protocol/data-set';
import type { Settings } from '../protocol/settings';

/** The settings with the number of epochs that suits these data, which is said on stderr. */
export function withProposedEpochs(settings: Settings, { split }: DataSet): Settings {
  const { epochs, stepsPerEpoch } = proposedTraining(split.train.length, settings);
  const steps = `${stepsPerEpoch} ${stepsPerEpoch === 1 ? 'step' : 'steps'}`;
  console.error(
    `Epochs: ${epochs} of ${steps} each, ${epochs * stepsPerEpoch} in all, proposed by the number of training samples; --set epochs=N trains N.`,
  );
  return { ...settings, epochs };
}
