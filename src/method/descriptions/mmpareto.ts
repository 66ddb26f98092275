/** MMPareto, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { ANSWERS_FROM_PARTS, FUSION_PREDICTION, fusedLoss, JOINT_STAGE } from './joint';
import { MMPARETO_CONFLICT, MMPARETO_WEIGHT } from './steering';
import { privateLoss } from './unimodal';

export const mmpareto: MethodDescription = {
  id: 'mmpareto',
  label: 'MMPareto',
  explanation:
    'The fused loss and a loss of its own train every encoder; where their gradients are in conflict, neither is followed against the other.',
  citation:
    'Wei & Hu, MMPareto: Boosting Multimodal Learning with Innocent Unimodal Assistance, ICML 2024, arXiv 2405.17730.',
  knobs: [
    {
      path: 'gamma',
      kind: 'number',
      min: 0,
      max: 100,
      default: 1.5,
      label: 'Length of the gradient (gamma)',
      explanation:
        'What an encoder\u2019s combined gradient is multiplied by at last. Where the gradients never conflict, the method is Joint + unimodal losses with encoders that learn this much faster.',
    },
    ...FUSION_KNOBS,
  ],
  stages: [{ ...JOINT_STAGE, trains: ['encoder', 'private-head', 'fusion-head'] }],
  losses: [fusedLoss, privateLoss(JOINT_STAGE.id)],
  steering: [MMPARETO_CONFLICT, MMPARETO_WEIGHT],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `The fused loss of a sample reads and trains the features that it has, and each encoder\u2019s own loss is the mean over the samples that have its modality. ${ANSWERS_FROM_PARTS}`,
  },
};
