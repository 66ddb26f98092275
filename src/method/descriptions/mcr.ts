/** MCR, as it is told. */
import type { LossDeclaration, MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, LEAVES_OUT_INCOMPLETE } from './joint';
import { privateLoss } from './unimodal';

/** How the encoders play: which divergence each of them wants larger, and which smaller. */
export const MODES = ['greedy', 'independent', 'collaborative'] as const;

/** Words of the records of its three own losses. */
export const GAME = 'game';
export const CONTRASTIVE = 'contrastive';
export const RECONSTRUCTION = 'reconstruction';

const onFeatures = {
  stage: JOINT_STAGE.id,
  on: 'fused-features',
  reaches: 'all',
} as const satisfies Partial<LossDeclaration>;

const weight = (path: string, initial: number, label: string, explanation: string) =>
  ({ path, kind: 'number', min: 0, max: 100, default: initial, label, explanation }) as const;

/** What needs features of one length. */
export const CONTRAST_OF_ALL = 'a contrast of the features of all modalities';

export const mcr: MethodDescription = {
  id: 'mcr',
  label: 'MCR',
  explanation:
    'Joint + unimodal losses, and a game: every encoder wants the answer to change when its features are shuffled over the batch.',
  citation:
    'Kontras et al., Balancing Multimodal Training Through Game-Theoretic Regularization, NeurIPS 2025, arXiv 2411.07335.',
  oneFeatureLength: CONTRAST_OF_ALL,
  knobs: [
    {
      path: 'mode',
      kind: 'choice',
      choices: MODES,
      default: 'greedy',
      label: 'Game',
      explanation:
        'Greedy: each encoder wants its own shuffle to count and the others\u2019 not to. Independent: its own to count. Collaborative: all of them want every shuffle to count.',
    },
    {
      path: 'rounds',
      kind: 'number',
      integer: true,
      min: 1,
      max: 64,
      default: 6,
      label: 'Shuffles per batch',
      explanation: 'How often each modality is shuffled in a batch; the mean counts.',
    },
    weight('gameWeight', 0.1, 'Weight of the game', '0 switches the game off.'),
    weight('contrastiveWeight', 1, 'Weight of the contrast', '0 switches the contrast off.'),
    {
      path: 'temperature',
      kind: 'number',
      min: 0.02,
      max: 1000,
      default: 0.5,
      label: 'Contrast temperature',
      explanation: 'Low: only the nearest samples count. High: a gentle pull on all of them.',
    },
    weight(
      'reconstructionWeight',
      0.1,
      'Weight of the reconstruction',
      '0 switches the reconstruction off.',
    ),
    {
      path: 'hiddenRecon',
      kind: 'number',
      integer: true,
      min: 1,
      max: 512,
      default: 64,
      label: 'Hidden units of the reconstruction',
      explanation: 'Width of the layer between logits and features.',
    },
    ...FUSION_KNOBS,
  ],
  stages: [{ ...JOINT_STAGE, trains: ['encoder', 'private-head', 'fusion-head'] }],
  losses: [
    fusedLoss,
    privateLoss(JOINT_STAGE.id),
    {
      ...onFeatures,
      id: GAME,
      label: 'Divergence of the fused answer from that with one modality shuffled',
      word: 'the game',
      explanation:
        'Each modality\u2019s features are shuffled over the batch in turn; the Jensen-Shannon divergence says how far the fused answer moves. In the greedy game all wants add up to 0, but not their gradients.',
      offWhen: [{ path: 'gameWeight', equals: 0 }],
    },
    {
      ...onFeatures,
      id: CONTRASTIVE,
      label: 'Supervised contrast of all modalities\u2019 features',
      word: 'the contrast',
      explanation:
        'The contrast draws features of one class together, of whatever modality they are, and pushes those of others away.',
      offWhen: [{ path: 'contrastiveWeight', equals: 0 }],
    },
    {
      ...onFeatures,
      id: RECONSTRUCTION,
      label: 'Mean square distance of the features to those made of the fused logits',
      word: 'the reconstruction',
      explanation:
        'The reconstruction asks that a small net can make all features from the fused logits, so that they hold nothing else.',
      offWhen: [{ path: 'reconstructionWeight', equals: 0 }],
    },
  ],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};
