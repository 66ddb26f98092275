/** MMCosine, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { ANSWERS_FROM_PARTS, FUSION_PREDICTION, fusedLoss, JOINT_STAGES } from './joint';

export const mmcosine: MethodDescription = {
  id: 'mmcosine',
  label: 'MMCosine',
  explanation:
    'Joint training under a fusion head that reads directions only: no modality leads because its features or weights are long.',
  citation:
    'Xu et al., MMCosine: Multi-Modal Cosine Loss Towards Balanced Audio-Visual Fine-Grained Recognition, ICASSP 2023, arXiv 2303.05338.',
  knobs: [
    {
      path: 'scale',
      kind: 'number',
      min: 0.1,
      max: 1000,
      default: 10,
      label: 'Scale of the cosines',
      explanation:
        'A modality’s share of a logit is this times a cosine, so it lies between minus and plus this; a small scale keeps the answer unsure.',
    },
  ],
  stages: JOINT_STAGES,
  losses: [
    {
      ...fusedLoss,
      label: 'Cross-entropy of the sum of scaled cosines',
    },
  ],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `The fused loss of a sample reads and trains the features that it has: one that is not there has no direction and adds nothing. ${ANSWERS_FROM_PARTS}`,
  },
};
