/** InfoReg, as it is told. */
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
import { INFOREG_PULL } from './steering';

export const inforeg: MethodDescription = {
  id: 'inforeg',
  label: 'InfoReg',
  explanation:
    'Joint training with a loss for each modality\u2019s share of the answer, which early on holds back whichever encoder leads.',
  citation:
    'Huang et al., Adaptive Unimodal Regulation for Balanced Multimodal Information Acquisition, CVPR 2025, arXiv 2503.18595.',
  phrase: 'under adaptive regulation',
  knobs: [
    ruleKnob(
      'scores are sums over the batch instead of means, so that almost every lead counts in full, and the first modality\u2019s trace decides for all; the window is closed by its own padding after ten epochs',
      'InfoReg_CVPR2025 at 939b2ed, main.py:237-243, 456-495, 564-577',
    ),
    {
      path: 'beta',
      kind: 'number',
      perModality: true,
      min: 0,
      max: 100,
      default: 0.95,
      label: 'Strength of the pull (beta)',
      explanation:
        'One number, or one for each modality (the authors\u2019 code: 0.95 for the sound, 0.1 for the picture); multiplied by up to 2.7, the farther the encoder leads.',
    },
    {
      path: 'threshold',
      kind: 'number',
      min: 0,
      max: 1,
      default: 0.05,
      label: 'Least growth of the trace',
      explanation:
        'The window is open while the mean Fisher trace grows by more than this share from one epoch to the next (the paper: 0.04, its code: 0.05).',
    },
    {
      path: 'window',
      kind: 'number',
      integer: true,
      min: 1,
      max: 1000,
      default: 10,
      label: 'Epochs looked back on',
      explanation:
        'Over how many epochs the mean trace is taken. Epochs before the first count as 0, so a trace that stays alike closes the window after so many epochs.',
    },
    ...FUSION_KNOBS,
  ],
  stages: JOINT_STAGES,
  losses: [
    fusedLoss,
    {
      id: 'readouts',
      label: 'Cross-entropy of each modality\u2019s share of the fused answer',
      stage: JOINT_STAGE.id,
      on: 'own-feature',
      head: 'fusion-head',
      reaches: 'own',
    },
  ],
  steering: [INFOREG_PULL],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};
