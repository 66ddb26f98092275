/** MSLR, as it is told. */

import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGES, LEAVES_OUT_INCOMPLETE } from './joint';
import { ruleKnob } from './rule-knob';
import { MSLR_FACTOR, MSLR_RATE } from './steering';

export const mslr: MethodDescription = {
  id: 'mslr',
  label: 'MSLR',
  steering: [MSLR_RATE, MSLR_FACTOR],
  explanation:
    'Joint training in which every encoder has a learning rate that follows its own progress.',
  citation:
    'Yao & Mihalcea, Modality-specific Learning Rates for Effective Multimodal Additive Late-fusion, ACL Findings 2022.',
  validatesWhen: [{ path: 'accuracyOn', equals: 'validation' }],
  knobs: [
    ruleKnob(
      'the factor scales the gradient before decay and momentum, that of the modality’s head too, the head adds two linear maps, and nothing changes before the seventh epoch',
      'AGM_ICCV2023 at 5a65542, run/CREMAD_main.py:194-209, 671-684 and model/CREMAD_net.py:123-163',
    ),
    {
      path: 'base',
      kind: 'number',
      perModality: true,
      min: 0,
      above: true,
      max: 100,
      default: 1,
      label: 'Base of the rate',
      explanation:
        'Multiplies an encoder’s factor; one number, or one for each modality (the authors’ code: 0.9 for the sound, 1.1 for the picture).',
    },
    {
      path: 'window',
      kind: 'number',
      integer: true,
      min: 1,
      max: 100,
      default: 5,
      label: 'Epochs looked back on',
      explanation: 'The newest accuracy is compared with the mean of this many epochs before it.',
    },
    {
      path: 'accuracyOn',
      kind: 'choice',
      choices: ['training', 'validation'],
      default: 'training',
      label: 'Accuracy on',
      explanation:
        'Whose accuracy steers: training or validation samples. The authors’ code takes the test samples.',
    },
    ...FUSION_KNOBS,
  ],
  stages: JOINT_STAGES,
  losses: [fusedLoss],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};
