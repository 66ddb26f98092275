/** OPM, as it is told. */

import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGES, LEAVES_OUT_INCOMPLETE } from './joint';
import { RELEASED_ONLY, ruleKnob } from './rule-knob';
import { OPM_DROP } from './steering';

export const opm: MethodDescription = {
  id: 'opm',
  label: 'OPM',
  steering: [OPM_DROP],
  explanation: 'Joint training that drops the leading modality’s features for some samples.',
  citation:
    'Wei et al., On-the-fly Modulation for Balanced Multimodal Learning, TPAMI 2024, arXiv 2410.11582.',
  knobs: [
    ruleKnob(
      'what is kept of either modality is divided by 1 minus the mean of the shares that are dropped, and the first epochs drop nothing',
      'BML_TPAMI2024 at 4b3aa4f, code/models/Classifier.py:24-72, 93-153 and code/main.py:91-104',
    ),
    {
      path: 'p',
      kind: 'number',
      min: 0,
      max: 1,
      default: 0.7,
      label: 'Share of batches',
      explanation: 'How often features are dropped at all.',
    },
    {
      path: 'q',
      kind: 'number',
      min: 0,
      max: 1,
      default: 0.4,
      label: 'Base drop rate',
      explanation: 'Share of a leading modality’s samples that is dropped at the least.',
    },
    {
      path: 'alpha',
      kind: 'number',
      min: 0,
      max: 10,
      default: 0.5,
      label: 'Strength of the modulation',
      explanation: 'How much more is dropped the further a modality leads.',
    },
    {
      path: 'warmupEpochs',
      kind: 'number',
      integer: true,
      min: 0,
      max: 5000,
      default: 6,
      label: 'Epochs before the first drop',
      explanation: `Nothing is dropped in these; the authors’ code leaves epochs 0 to 5 alone. ${RELEASED_ONLY}`,
    },
    ...FUSION_KNOBS,
  ],
  stages: JOINT_STAGES,
  losses: [fusedLoss],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};
