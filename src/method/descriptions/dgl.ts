/** DGL, as it is told. */

import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import {
  ANSWERS_FROM_PARTS,
  FUSION_PREDICTION,
  fusedLoss,
  JOINT_STAGE,
  JOINT_STAGES,
} from './joint';
import { RELEASED_ONLY, ruleKnob } from './rule-knob';

export const dgl: MethodDescription = {
  id: 'dgl',
  label: 'DGL',
  explanation:
    'Each encoder learns from its own share of the fused answer; the fused loss trains the fusion head only.',
  citation:
    'Wei et al., Improving Multimodal Learning via Disentangled Gradient Learning, ICCV 2025.',
  knobs: [
    ruleKnob(
      'readouts carry the whole bias of the head, and the gradient of everything is clipped in norm',
      'ICCV2025-GDL at b72a55f, models/fusion_modules.py:45-59 and main_dgl.py:100-129',
    ),
    {
      path: 'alpha',
      kind: 'number',
      min: 0,
      max: 100,
      default: 4,
      label: 'Weight of the unimodal losses',
      explanation: 'How strongly each encoder learns from its own share of the answer.',
    },
    {
      path: 'clipNorm',
      kind: 'number',
      min: 0.001,
      max: 1_000_000,
      default: 40,
      label: 'Largest norm of the gradient',
      explanation: `The gradient of everything together is shortened to this. ${RELEASED_ONLY}`,
    },
    ...FUSION_KNOBS,
  ],
  stages: JOINT_STAGES,
  losses: [
    { ...fusedLoss, reaches: 'none' },
    {
      id: 'readouts',
      label: 'Cross-entropy of each modality’s share of the fused answer',
      stage: JOINT_STAGE.id,
      on: 'own-feature',
      head: 'fusion-head',
      reaches: 'own',
      offWhen: [{ path: 'alpha', equals: 0 }],
    },
  ],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `Each encoder learns from the samples that have its modality, the fusion head from the features that are there. ${ANSWERS_FROM_PARTS}`,
  },
};
