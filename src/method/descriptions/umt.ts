/** UMT, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import {
  ANSWERS_FROM_PARTS,
  FUSION_PREDICTION,
  fusedLoss,
  JOINT_STAGE,
  JOINT_STAGES,
} from './joint';
import { pullLoss, TEACHER_EPOCHS_KNOB, TEACHER_STAGE } from './teachers';
import { privateLoss } from './unimodal';

export const umt: MethodDescription = {
  id: 'umt',
  label: 'UMT',
  explanation:
    'Joint training in which every encoder is also pulled to what a teacher, trained alone before, makes of the sample.',
  citation:
    'Du et al., On Uni-Modal Feature Learning in Supervised Multi-Modal Learning, ICML 2023, arXiv 2305.01233.',
  phrase: 'under uni-modal teachers',
  knobs: [
    {
      path: 'lambda',
      kind: 'number',
      min: 0,
      max: 1000,
      default: 5,
      label: 'Strength of the pull',
      explanation:
        'How much the distance of a feature to its teacher\u2019s counts beside the fused loss; 0 leaves joint training as it is. BalanceBenchmark has 10, with which training diverged in 4 of 5 seeds of the default preset.',
    },
    TEACHER_EPOCHS_KNOB,
    ...FUSION_KNOBS,
  ],
  stages: [TEACHER_STAGE, ...JOINT_STAGES],
  losses: [
    privateLoss(TEACHER_STAGE.id),
    fusedLoss,
    { ...pullLoss(JOINT_STAGE.id), offWhen: [{ path: 'lambda', equals: 0 }] },
  ],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `Teachers learn from the samples that have their modality, and pull on those; the fused loss of a sample reads and trains the features that it has. ${ANSWERS_FROM_PARTS}`,
  },
};
