/** PMR, as it is told. */

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
import { PMR_PULL } from './steering';

export const pmr: MethodDescription = {
  id: 'pmr',
  label: 'PMR',
  steering: [PMR_PULL],
  explanation:
    'Joint training in which the weakest modality also learns to come near the mean of its class.',
  citation:
    'Fan et al., PMR: Prototypical Modal Rebalance for Multimodal Learning, CVPR 2023, arXiv 2211.07089.',
  knobs: [
    ruleKnob(
      'prototypes are means over a tenth of the batches, and they keep a share of the old ones from the end of the second epoch on',
      'Modal-Imbalance-PMR at 1e5c79b, main_Prototype_grad.py, calculate_prototype',
    ),
    {
      path: 'alpha',
      kind: 'number',
      min: 0,
      max: 100,
      default: 1,
      label: 'Weight of the prototype loss',
      explanation: 'How strongly the weakest modality is pulled towards its class.',
    },
    {
      path: 'momentum',
      kind: 'number',
      min: 0,
      max: 0.999,
      default: 0.2,
      label: 'Memory of the prototypes',
      explanation: 'Share of the old prototypes that is kept each epoch.',
    },
    ...FUSION_KNOBS,
  ],
  stages: JOINT_STAGES,
  losses: [
    fusedLoss,
    {
      id: 'prototypes',
      label: 'Prototype loss of the weakest modality',
      stage: JOINT_STAGE.id,
      on: 'own-feature',
      reaches: 'own',
      box: ['class', 'means'],
      offWhen: [{ path: 'alpha', equals: 0 }],
    },
  ],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};
