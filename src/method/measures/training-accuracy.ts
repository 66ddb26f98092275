/**
 * Accuracy of the run's prediction on samples it was trained on: of the nets as they are at the end of the epoch, in
 * inference mode, on the training samples that separability is counted on (all, or 2,000 drawn once by seed). That is
 * not the mean over the epoch's batches, which would be of weights that no longer are. Share, 0..1.
 */
import { accuracy } from '../../math/matrix';
import type { NumbersMeasure } from './measure';

export const trainingAccuracyMeasure: NumbersMeasure = {
  description: {
    id: 'trainingAccuracy.fusion',
    label: 'Training accuracy',
    explanation:
      'How many of the samples that it is trained on the prediction of all modalities has right after the epoch: where it is close to all of them, little is left that training could pull at.',
    per: 'run',
    unit: 'share',
    subtitle: 'fused prediction, every run \u00B7 training split',
    shows: 'every-run',
    heavy: false,
    tab: 'losses',
    waiting: 'How many training samples each run has right will show here.',
    absent: '{run} makes no prediction of all modalities.',
  },
  take: ({ training: { answers, labels } }) =>
    answers.fusion ? accuracy(answers.fusion, labels) : null,
};
