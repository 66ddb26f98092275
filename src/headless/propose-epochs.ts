/** How long a person's own data are trained on where nobody said it: by their size, as the page proposes it. */
import { proposedTraining } from '../data/starting-settings';
import type { DataSet } from '../protocol/data-set';
import type { Settings } from '../protocol/settings';

/** Settings with a proposed number of epochs, and the sentence that says so. */
export interface EpochsProposed {
  readonly settings: Settings;
  readonly told: string;
}

/** The settings with the number of epochs that suits these data. */
export function proposeEpochs(
  settings: Settings,
  { split }: Pick<DataSet, 'split'>,
): EpochsProposed {
  const { epochs, stepsPerEpoch } = proposedTraining(split.train.length, settings);
  const steps = `${stepsPerEpoch} ${stepsPerEpoch === 1 ? 'step' : 'steps'}`;
  return {
    settings: { ...settings, epochs },
    told: `Epochs: ${epochs} of ${steps} each, ${epochs * stepsPerEpoch} in all, proposed by the number of training samples; `,
  };
}

/** The same, said on stderr. */
export function withProposedEpochs(settings: Settings, dataSet: Pick<DataSet, 'split'>): Settings {
  const proposed = proposeEpochs(settings, dataSet);
  console.error(`${proposed.told}--set epochs=N trains N.`);
  return proposed.settings;
}
