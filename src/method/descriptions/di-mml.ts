/** What DI-MML says of itself: knobs, stages, and which losses reach which encoder. */

import type { MethodDescription } from '../../protocol/catalogue';
import { AS_PUBLISHED_KNOB } from './as-published';
import { DUC_KNOBS } from './duc-knobs';
import { ducLoss } from './duc-loss';
import { FUSION_KNOBS } from './fusion-knobs';
import { FUSION_EPOCHS_KNOB, FUSION_STAGE, frozenFusionLoss } from './fusion-stage';
import { LEARNS_FROM_WHAT_IS_THERE, privateLoss } from './unimodal';

export const ENCODER_STAGE = 'encoders';

const WITHOUT_SHARED_HEAD = { sharedWeight: 0 } as const;
const WITHOUT_DUC = { duc: { kind: 'off' } } as const;
/** Nothing that one modality gives another: independent encoders under the same prediction. */
const WITHOUT_BOTH = { ...WITHOUT_SHARED_HEAD, ...WITHOUT_DUC } as const;

/** What needs features of one length. */
export const SHARED_AND_DUC = 'DI-MML, whose shared head and DUC read every modality,';

export const diMml: MethodDescription = {
  id: 'di-mml',
  label: 'DI-MML',
  explanation:
    'Each encoder learns from its own loss; they share one classifier and teach each other along complementary dimensions; a fusion head comes last.',
  citation:
    'Fan et al., Detached and Interactive Multimodal Learning, ACM MM 2024, arXiv 2407.19514.',
  found:
    'Measured at this scale: most of its gain comes from detaching, for on the default preset the seeds do not tell it from independent encoders with the same certainty weights. Nor do they tell its final answer from that without DUC, without the shared classifier or without both; without certainty weighting it is about a point worse.',
  dash: 'solid',
  validatesWhen: [{ path: 'certainty.temperature', equals: 'auto' }],
  ablation: {
    label: 'Ablation',
    explanation:
      'DI-MML against itself without each of its parts, and with none of them at twice the rate; six runs',
    variants: [
      { knobs: {} },
      { tag: 'no-shared-head', knobs: WITHOUT_SHARED_HEAD },
      { tag: 'no-duc', words: 'no DUC', knobs: WITHOUT_DUC },
      { tag: 'neither', words: 'no sharing, no DUC', knobs: WITHOUT_BOTH },
      // the control: the shared head's gradient comes on top of the own head's, as a higher rate would
      {
        tag: 'twice-the-rate',
        words: 'neither, twice the rate',
        knobs: { ...WITHOUT_BOTH, learningRateFactor: 2 },
      },
      { tag: 'no-certainty', knobs: { certainty: { weighting: 'off' } } },
    ],
  },
  oneFeatureLength: SHARED_AND_DUC,
  knobs: [
    AS_PUBLISHED_KNOB,
    {
      path: 'sharedWeight',
      kind: 'number',
      min: 0,
      max: 10,
      default: 1,
      label: 'Shared classifier',
      explanation:
        'Weight of the head that every modality trains together; 0 switches it off. It raises the effective learning rate too; the control is twice the rate without it.',
    },
    ...DUC_KNOBS,
    FUSION_EPOCHS_KNOB,
    {
      path: 'certainty.temperature',
      kind: 'number',
      min: 0.001,
      max: 1000,
      default: 0.1,
      orWord: 'auto',
      label: 'Certainty temperature',
      explanation:
        'Low: the surest head decides each sample. High: all heads count alike. "auto" is chosen on validation samples.',
    },
    {
      path: 'certainty.weighting',
      kind: 'choice',
      choices: ['on', 'off'],
      default: 'on',
      label: 'Certainty weighting',
      explanation: 'Off: every head counts alike.',
    },
    {
      path: 'learningRateFactor',
      kind: 'number',
      min: 0.01,
      max: 100,
      default: 1,
      label: 'Learning-rate factor of the encoder stage',
      explanation:
        'The honest control for the shared classifier: 2 here with the shared classifier off.',
    },
    ...FUSION_KNOBS,
  ],
  stages: [
    {
      id: ENCODER_STAGE,
      label: 'Encoders, detached',
      trains: ['encoder', 'private-head', 'shared-head'],
    },
    FUSION_STAGE,
  ],
  losses: [
    privateLoss(ENCODER_STAGE),
    {
      id: 'shared',
      label: 'Cross-entropy of the shared head',
      explanation:
        'One classifier that every modality trains, each on its own feature. Its gradient comes on top of the own head\u2019s, as a higher learning rate would.',
      stage: ENCODER_STAGE,
      on: 'own-feature',
      head: 'shared-head',
      reaches: 'own',
      offWhen: [{ path: 'sharedWeight', equals: 0 }],
    },
    ducLoss(ENCODER_STAGE),
    frozenFusionLoss,
  ],
  prediction: 'The certainty-weighted sum of the private heads’ and the fusion head’s logits',
  missing: {
    training: 'used',
    explanation: `${LEARNS_FROM_WHAT_IS_THERE} So does the shared head; modalities teach each other on samples that have both, and the fusion head learns from complete ones. Only heads whose modalities are there have a say in the answer.`,
  },
};
