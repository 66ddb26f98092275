/** AUG, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { LEAVES_OUT_INCOMPLETE } from './joint';
import { ALTERNATING_STAGE } from './mla';
import { ruleKnob } from './rule-knob';
import { IN_TURN } from './steering';
import { privateLoss } from './unimodal';

/** Words of the losses that there are once a modality has several heads. */
export const OLDER_HEADS = 'olderHeads';
export const NEWEST_HEAD = 'newestHead';

const OF_HEADS = privateLoss(ALTERNATING_STAGE.id);

/** What needs features of one length. */
export const AUG_HEADS = 'AUG, whose heads share their last layer,';

export const aug: MethodDescription = {
  id: 'aug',
  label: 'AUG',
  explanation:
    'Each modality has a turn in every batch; the one that does worse gets more heads, each for what the others leave over.',
  citation:
    'Jiang et al., Rethinking Multimodal Learning from the Perspective of Mitigating Classification Ability Disproportion, NeurIPS 2025, arXiv 2502.20120.',
  oneFeatureLength: AUG_HEADS,
  knobs: [
    {
      path: 'lambda',
      kind: 'number',
      min: 0,
      max: 1,
      default: 0.5,
      label: 'Left to the newest head (lambda)',
      explanation:
        'The surer the heads before it are of a sample, the less it counts for the newest head: by this times their probability of the true class.',
    },
    {
      path: 'sigma',
      kind: 'number',
      min: 0.01,
      max: 100,
      default: 1,
      label: 'Balance (sigma)',
      explanation:
        'The first modality\u2019s score over the second\u2019s at which neither gets a head.',
    },
    {
      path: 'every',
      kind: 'number',
      integer: true,
      min: 1,
      max: 5000,
      default: 4,
      label: 'Epochs between heads',
      explanation:
        'After the first epoch and then every so many epochs the weaker modality gets a head.',
    },
    {
      path: 'hiddenHead',
      kind: 'number',
      integer: true,
      min: 1,
      max: 512,
      default: 16,
      label: 'Width of a head',
      explanation: 'Units of the hidden layer that each head has of its own.',
    },
    {
      path: 'merge',
      kind: 'number',
      min: 0,
      max: 1,
      default: 0.4,
      label: 'Weight of the first modality',
      explanation:
        'The answer is this times the first modality\u2019s and the rest times the second\u2019s.',
    },
    ruleKnob(
      'a later head is never trained, and the encoder whose turn is over steps again with a gradient of 0',
      'train_CREMAD.py:47-89, 201; model/AudioVideo.py:67-74',
    ),
  ],
  stages: [{ ...ALTERNATING_STAGE, trains: ['encoder', 'private-head'] }],
  losses: [
    { ...OF_HEADS, label: 'Cross-entropy of a modality\u2019s heads together' },
    {
      ...OF_HEADS,
      id: OLDER_HEADS,
      label: 'Cross-entropy of the heads before the newest',
      word: 'the heads before the newest',
    },
    {
      ...OF_HEADS,
      id: NEWEST_HEAD,
      label: 'Cross-entropy of the newest head on what the others leave over',
      word: 'the newest head',
    },
  ],
  steering: [{ ...IN_TURN, stage: ALTERNATING_STAGE.id }],
  prediction: 'The modalities\u2019 answers, merged with fixed weights',
  missing: LEAVES_OUT_INCOMPLETE,
};
