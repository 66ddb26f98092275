/** ReconBoost, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { LEAVES_OUT_INCOMPLETE } from './joint';
import { BOOSTING_TURNS } from './steering';
import { TEACHER_EPOCHS_KNOB, TEACHER_STAGE } from './teachers';
import { privateLoss } from './unimodal';

export const BOOSTING_STAGE = { id: 'boosting', label: 'Boosting in turns' } as const;

/** The loss of a phase alone, and the word of its record. */
export const BOOSTING = 'boosting';

const FROM_SCRATCH = { path: 'start', equals: 'scratch' } as const;

/** What needs features of one length. */
export const RECONBOOST_HEAD = 'ReconBoost, whose head reads every modality,';

export const reconboost: MethodDescription = {
  id: 'reconboost',
  label: 'ReconBoost',
  explanation:
    'Modalities take turns under one head: an encoder learns most from the samples that the others do not know, then all learn together.',
  citation:
    'Hua et al., ReconBoost: Boosting Can Achieve Modality Reconcilement, ICML 2024, arXiv 2405.09321.',
  oneFeatureLength: RECONBOOST_HEAD,
  knobs: [
    {
      path: 'w1',
      kind: 'number',
      min: 0,
      max: 100,
      default: 5,
      label: 'Weight of every sample (w1)',
      explanation: 'How much a sample counts in a phase alone that the others know nothing of.',
    },
    {
      path: 'w2',
      kind: 'number',
      min: 0,
      max: 100,
      default: 1,
      label: 'Weight taken off (w2)',
      explanation:
        'A sample counts less by this times the probability that the others give to its true class. Above w1 it may count below 0, and is then unlearned.',
    },
    {
      path: 'divideByClasses',
      kind: 'choice',
      choices: ['on', 'off'],
      default: 'on',
      label: 'Divide by the classes',
      explanation:
        'Divides the loss of a phase alone by the number of classes, as the authors\u2019 code does (a mean over the columns of the labels).',
    },
    {
      path: 'boostEpochs',
      kind: 'number',
      integer: true,
      min: 1,
      max: 5000,
      default: 2,
      label: 'Epochs of a phase alone',
      explanation: 'So long one encoder learns against what the others know.',
    },
    {
      path: 'jointEpochs',
      kind: 'number',
      integer: true,
      min: 1,
      max: 5000,
      default: 2,
      label: 'Epochs of a phase together',
      explanation: 'So long all encoders learn that have had a turn. The next modality follows.',
    },
    {
      path: 'start',
      kind: 'choice',
      choices: ['scratch', 'unimodal'],
      default: 'scratch',
      label: 'Encoders start',
      explanation:
        'From their drawn weights, or from those of encoders that were trained alone before, as in the authors\u2019 commands; their epochs then count too.',
    },
    {
      ...TEACHER_EPOCHS_KNOB,
      label: 'Epochs alone before',
      explanation: 'How long each encoder trains alone before it starts, where it does so.',
    },
  ],
  stages: [
    { ...TEACHER_STAGE, label: 'Each encoder alone', offWhen: [FROM_SCRATCH] },
    { ...BOOSTING_STAGE, trains: ['encoder', 'shared-head', 'fusion-head'] },
  ],
  losses: [
    { ...privateLoss(TEACHER_STAGE.id), offWhen: [FROM_SCRATCH] },
    {
      id: BOOSTING,
      label: 'Cross-entropy of the shared head, weighed by what the others do not know',
      explanation:
        'In its phase alone an encoder learns under the shared head; the surer the others are of a sample\u2019s true class, the less the sample counts.',
      stage: BOOSTING_STAGE.id,
      on: 'own-feature',
      head: 'shared-head',
      reaches: 'own',
    },
    {
      id: 'fusion',
      label: 'Cross-entropy of the boosted sum',
      explanation:
        'In a phase together all encoders of the ensemble learn from the sum of their answers, multiplied by one trained number, the boost rate.',
      stage: BOOSTING_STAGE.id,
      on: 'fused-features',
      head: 'fusion-head',
      reaches: 'all',
    },
  ],
  steering: [{ ...BOOSTING_TURNS, stage: BOOSTING_STAGE.id }],
  prediction: 'The shared head\u2019s answers added up, times the boost rate',
  missing: LEAVES_OUT_INCOMPLETE,
};
