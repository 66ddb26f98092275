/** LFM, as it is told. */
import type { LossDeclaration, MethodDescription } from '../../protocol/catalogue';
import { JOINT_STAGE } from './joint';
import { ruleKnob } from './rule-knob';

/** The word of the alignment's records. */
export const ALIGNMENT = 'alignment';

/** The two losses on what the private heads say together. */
const onHeads = {
  stage: JOINT_STAGE.id,
  on: 'fused-features',
  head: 'private-head',
  reaches: 'all',
} as const satisfies Partial<LossDeclaration>;

export const lfm: MethodDescription = {
  id: 'lfm',
  label: 'LFM',
  explanation:
    'One loss on the mean of the heads\u2019 answers trains every encoder; early on, the answers are also pulled together.',
  citation:
    'Yang et al., Facilitating Multimodal Classification via Dynamically Learning Modality Gap, NeurIPS 2024.',
  knobs: [
    ruleKnob(
      'the divergence is taken the other way round, from the mean of the answers to each of them, and the schedule is not kept within 0 and 1',
      'NeurIPS24-LFM at ad44fa0, Crema_epoch.py:38-53 and 66-73',
    ),
  ],
  stages: [{ ...JOINT_STAGE, trains: ['encoder', 'private-head'] }],
  losses: [
    {
      ...onHeads,
      id: 'fusion',
      label: 'Cross-entropy of the mean of the private heads\u2019 logits',
      word: 'mean of the heads',
    },
    {
      ...onHeads,
      id: ALIGNMENT,
      label: 'Jensen-Shannon divergence of the private heads\u2019 answers',
      word: 'the alignment',
      explanation:
        'The alignment pulls the heads\u2019 answers to the same sample together. It weighs four times as much as the loss of the mean at first, and next to nothing at the end: the weights follow a curve in the share of the epochs that is over.',
    },
  ],
  prediction: 'The mean of the private heads\u2019 logits',
  missing: {
    training: 'left-out',
    explanation:
      'It holds the answers of all modalities to a sample against each other, so it trains on complete samples only. The answer to a sample that lacks one is the mean over the heads whose modality is there.',
  },
};
