/** AGM, as it is told. */

import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGES, LEAVES_OUT_INCOMPLETE } from './joint';
import { ruleKnob } from './rule-knob';
import { AGM_FACTOR } from './steering';

export const agm: MethodDescription = {
  id: 'agm',
  label: 'AGM',
  steering: [AGM_FACTOR],
  explanation:
    'Joint training that scales each encoder’s gradient by how its modality does against its own past.',
  citation:
    'Li et al., Boosting Multi-modal Model Performance with Adaptive Gradient Modulation, ICCV 2023, arXiv 2308.07686.',
  knobs: [
    ruleKnob(
      'the factor scales the gradient of the mono response, so the head’s and that of zero-input passes too, and a large gradient is clipped to norm 1',
      'AGM_ICCV2023 at 5a65542, model/CREMAD_net.py:45-72 and run/CREMAD_main.py:130-166, 233-238',
    ),
    {
      path: 'alpha',
      kind: 'number',
      min: 0,
      max: 10,
      default: 1,
      label: 'Strength of the modulation',
      explanation:
        'How strongly gradients follow the competition; 0 leaves joint training as it is.',
    },
    ...FUSION_KNOBS,
  ],
  stages: JOINT_STAGES,
  losses: [fusedLoss],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};
