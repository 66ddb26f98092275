/** Joint training with unimodal losses, as it is told. */

import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { ANSWERS_FROM_PARTS, FUSION_PREDICTION, fusedLoss, JOINT_STAGE } from './joint';
import { privateLoss } from './unimodal';

export const multiLoss: MethodDescription = {
  id: 'multi-loss',
  label: 'Joint + unimodal losses',
  explanation: 'Joint training, with a loss of its own for every encoder beside the fused one.',
  citation:
    'A common remedy; as compared in Wang et al., What Makes Training Multi-modal Classification Networks Hard?, CVPR 2020.',
  knobs: [
    {
      path: 'weight',
      kind: 'number',
      min: 0,
      max: 100,
      default: 1,
      label: 'Weight of the unimodal losses',
      explanation: 'How much each encoder’s own loss counts beside the fused one.',
    },
    ...FUSION_KNOBS,
  ],
  stages: [
    {
      ...JOINT_STAGE,
      trains: ['encoder', 'private-head', 'fusion-head'],
    },
  ],
  losses: [fusedLoss, { ...privateLoss(JOINT_STAGE.id), offWhen: [{ path: 'weight', equals: 0 }] }],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `The fused loss of a sample reads and trains the features that it has, and each encoder’s own loss is the mean over the samples that have its modality. ${ANSWERS_FROM_PARTS}`,
  },
};
