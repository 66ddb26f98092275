/** OGM and OGM-GE, as they are told. */

import type { MethodDescription } from '../../protocol/catalogue';
import type { Knob } from '../../protocol/knobs';
import { FUSION_KNOBS } from './fusion-knobs';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGES, LEAVES_OUT_INCOMPLETE } from './joint';
import { ruleKnob } from './rule-knob';
import { OGM_FACTOR, OGM_NOISE } from './steering';

const knobs: readonly Knob[] = [
  ruleKnob(
    'only weights are touched, no bias (there: convolution kernels only, here: every weight matrix and kernel of an encoder), and the noise of GE is 1e-8 wider',
    'OGM-GE_CVPR2022 at bf87983, main.py, in train_epoch',
  ),
  {
    path: 'alpha',
    kind: 'number',
    min: 0,
    max: 10,
    default: 0.3,
    label: 'Strength of the modulation',
    explanation: 'How much the leading encoder is slowed down; 0 leaves joint training as it is.',
  },
  {
    path: 'firstEpoch',
    kind: 'number',
    integer: true,
    min: 1,
    max: 5000,
    default: 1,
    label: 'First epoch',
    explanation: 'The epoch with which modulation begins.',
  },
  {
    path: 'lastEpoch',
    kind: 'number',
    integer: true,
    min: 0,
    max: 5000,
    default: 0,
    label: 'Last epoch',
    explanation: 'The epoch with which modulation ends; 0 keeps it to the end.',
  },
  ...FUSION_KNOBS,
];

const description: Omit<MethodDescription, 'id' | 'label' | 'explanation'> = {
  citation:
    'Peng et al., Balanced Multimodal Learning via On-the-fly Gradient Modulation, CVPR 2022, arXiv 2203.15332.',
  knobs,
  stages: JOINT_STAGES,
  losses: [fusedLoss],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};

export const ogm: MethodDescription = {
  ...description,
  id: 'ogm',
  label: 'OGM',
  steering: [OGM_FACTOR],
  explanation: 'Joint training that slows down the encoder whose modality leads, batch by batch.',
};

export const ogmGe: MethodDescription = {
  ...description,
  id: 'ogm-ge',
  label: 'OGM-GE',
  steering: [OGM_FACTOR, OGM_NOISE],
  explanation:
    'Joint training that slows down the leading encoder and adds noise to every encoder’s gradient.',
};
