/** Modality valuation, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { ANSWERS_FROM_PARTS, FUSION_PREDICTION, fusedLoss, JOINT_STAGES } from './joint';
import { COPIES, COPIES_MASKED } from './steering';

export const valuation: MethodDescription = {
  id: 'valuation',
  label: 'Valuation',
  explanation:
    'Joint training in which samples come again, through one modality alone, where that modality adds too little to the right answer.',
  citation:
    'Wei et al., Enhancing Multimodal Cooperation via Sample-level Modality Valuation, CVPR 2024, arXiv 2309.06255.',
  phrase: 'under modality valuation',
  knobs: [
    {
      path: 'level',
      kind: 'choice',
      choices: ['sample', 'modality'],
      default: 'sample',
      label: 'What is valued',
      explanation:
        'Each sample: it comes again through each modality that adds too little to its own answer, up to four times in all. Or each modality: random samples come again through the one that adds less on average.',
    },
    {
      path: 'warmupEpochs',
      kind: 'number',
      integer: true,
      min: 0,
      max: 5000,
      default: 5,
      label: 'Epochs before the first copies',
      explanation: 'In these every sample is trained once, as in joint training.',
    },
    {
      path: 'alpha',
      kind: 'number',
      min: 0,
      max: 10,
      default: 1,
      label: 'Share that comes again (alpha)',
      explanation:
        'Where modalities are valued: of all samples, 2/3 of the difference of the two mean values times this come again.',
    },
    {
      path: 'valued',
      kind: 'number',
      min: 0.01,
      max: 1,
      default: 0.2,
      label: 'Share that is valued',
      explanation: 'Where modalities are valued: on so many of the samples, drawn anew each epoch.',
    },
    ...FUSION_KNOBS,
  ],
  stages: JOINT_STAGES,
  losses: [fusedLoss],
  steering: [COPIES, COPIES_MASKED],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'left-out',
    explanation: `It asks of every sample what each modality adds to the answer, so it trains on complete samples only. ${ANSWERS_FROM_PARTS}`,
  },
};
