/** G2D, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import {
  FUSION_PREDICTION,
  fusedLoss,
  JOINT_STAGE,
  JOINT_STAGES,
  LEAVES_OUT_INCOMPLETE,
} from './joint';
import { ruleKnob } from './rule-knob';
import { G2D_FREEZE } from './steering';
import { pullLoss, softLoss, TEACHER_EPOCHS_KNOB, TEACHER_STAGE } from './teachers';
import { privateLoss } from './unimodal';

export const g2d: MethodDescription = {
  id: 'g2d',
  label: 'G2D',
  explanation:
    'Joint training that also learns from teachers trained alone before; at first the encoder whose teacher is surer of a batch is frozen in it.',
  citation:
    'Rakib & Bagavathi, G2D: Boosting Multimodal Learning with Gradient-Guided Distillation, ICCV 2025, arXiv 2506.21514.',
  knobs: [
    {
      path: 'logitWeight',
      kind: 'number',
      min: 0,
      max: 1000,
      default: 1,
      label: 'Weight of the soft answers',
      explanation:
        'How much the divergence of the fused answer from each teacher\u2019s counts beside the fused loss; 0 leaves it out.',
    },
    {
      path: 'temperature',
      kind: 'number',
      min: 0.01,
      max: 1000,
      default: 1,
      label: 'Temperature (T)',
      explanation:
        'Logits are divided by T before they become the probabilities that are compared: the larger, the softer. The divergence counts T squared times.',
    },
    {
      path: 'featureWeight',
      kind: 'number',
      min: 0,
      max: 1000,
      default: 1,
      label: 'Weight of the features',
      explanation:
        'How much the mean square distance of a feature to its teacher\u2019s counts beside the fused loss; 0 leaves it out.',
    },
    {
      path: 'freezeUntil',
      kind: 'number',
      integer: true,
      min: -1,
      max: 5000,
      default: 19,
      label: 'Freezes until epoch',
      explanation:
        'The last epoch, counted from 0, in whose batches the encoder of the surer teacher is frozen; \u22121 freezes none. The authors freeze for half of their epochs.',
    },
    TEACHER_EPOCHS_KNOB,
    ...FUSION_KNOBS,
    ruleKnob(
      'there only tensors of four dimensions get a gradient of 0, which are convolution kernels; here these are all weights of the frozen encoder, while its biases, weight decay and momentum go on',
      'student.py:86-170',
    ),
  ],
  stages: [TEACHER_STAGE, ...JOINT_STAGES],
  losses: [
    privateLoss(TEACHER_STAGE.id),
    fusedLoss,
    { ...softLoss(JOINT_STAGE.id), offWhen: [{ path: 'logitWeight', equals: 0 }] },
    { ...pullLoss(JOINT_STAGE.id), offWhen: [{ path: 'featureWeight', equals: 0 }] },
  ],
  steering: [G2D_FREEZE],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};
