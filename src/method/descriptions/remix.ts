/** Remix, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { ANSWERS_FROM_PARTS, FUSION_PREDICTION, fusedLoss, JOINT_STAGE } from './joint';
import { ruleKnob } from './rule-knob';
import { REMIXED, REMIXED_MASKED } from './steering';
import { privateLoss } from './unimodal';

export const remix: MethodDescription = {
  id: 'remix',
  label: 'Remix',
  explanation:
    'After a warm-up under the fused and unimodal losses, each sample is trained through the one modality that is less sure of it.',
  citation:
    'Ma et al., Improving Multimodal Learning Balance and Sufficiency through Data Remixing, ICML 2025, arXiv 2506.11550.',
  phrase: 'under data remixing',
  knobs: [
    ruleKnob(
      'encoders and heads that a batch does not train take a step all the same, with a gradient of zero, so that decay and momentum go on',
      'Remix_ICML2025 at 80898aa, train.py:121-171',
    ),
    {
      path: 'warmupEpochs',
      kind: 'number',
      integer: true,
      min: 0,
      max: 5000,
      default: 10,
      label: 'Warm-up',
      explanation: 'So many epochs train every sample through all modalities.',
    },
    {
      path: 'warmupWeight',
      kind: 'number',
      min: 0,
      max: 100,
      default: 0.5,
      label: 'Weight of the unimodal losses in the warm-up',
      explanation: 'What each private head’s loss counts beside the fused loss in the warm-up.',
    },
    {
      path: 'gamma',
      kind: 'number',
      min: 0,
      max: 100,
      default: 1,
      label: 'Weight of the unimodal loss after it (gamma)',
      explanation:
        'What the private head’s loss of a batch’s own modality counts beside the fused loss.',
    },
    {
      path: 'interleave',
      kind: 'flag',
      default: false,
      label: 'Mix the batches',
      explanation:
        'In the authors’ code all batches of the last modality come first, those of the first one last; on, they take turns evenly.',
    },
    ...FUSION_KNOBS,
  ],
  stages: [{ ...JOINT_STAGE, trains: ['encoder', 'private-head', 'fusion-head'] }],
  losses: [fusedLoss, privateLoss(JOINT_STAGE.id)],
  steering: [REMIXED, REMIXED_MASKED],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'left-out',
    explanation: `It compares for every sample how sure each modality is, so it trains on complete samples only. ${ANSWERS_FROM_PARTS}`,
  },
};
