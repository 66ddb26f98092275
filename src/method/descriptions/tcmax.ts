/** TCMax, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGES, LEAVES_OUT_INCOMPLETE } from './joint';

export const tcmax: MethodDescription = {
  id: 'tcmax',
  label: 'TCMax',
  explanation:
    'Joint training against every tuple of a batch: the right answer to samples that belong together must beat all answers to mixtures of them.',
  citation:
    'Yu et al., Multimodal Classification via Total Correlation Maximization, ICLR 2026, arXiv 2602.13015.',
  knobs: FUSION_KNOBS,
  stages: JOINT_STAGES,
  losses: [
    {
      ...fusedLoss,
      label: 'Total correlation over all tuples',
      isSurprise: false,
      explanation:
        'Features of different samples are put together too, and only the true class of a sample that belongs together counts as right. At chance it is the cross-entropy of guessing. It depends on the batch: another size is another loss, and may be below 0.',
    },
  ],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};
