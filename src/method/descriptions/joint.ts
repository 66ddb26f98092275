/** Joint training as it is told, and what the methods that repair it tell alike. */

import type {
  LossDeclaration,
  MethodDescription,
  MissingDeclaration,
  StageDeclaration,
} from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';

/** The one stage of the joint family. */
export const JOINT_STAGE = { id: 'joint', label: 'Joint training' } as const;

export const JOINT_STAGES: readonly StageDeclaration[] = [
  { ...JOINT_STAGE, trains: ['encoder', 'fusion-head'] },
];

/** The fused loss with the wall open, as most of the family has it. */
export const fusedLoss: LossDeclaration = {
  id: 'fusion',
  label: 'Cross-entropy of the fusion head',
  stage: JOINT_STAGE.id,
  on: 'fused-features',
  head: 'fusion-head',
  reaches: 'all',
};

export const FUSION_PREDICTION = 'The fusion head’s answer';

/**
 * What a joint model says of samples that lack a modality, after what it does with them in training.
 */
export const ANSWERS_FROM_PARTS =
  'The answer to such a sample is the fusion head’s from the features that are there.';

/** What the joint methods say that steer by comparing modalities sample by sample. */
export const LEAVES_OUT_INCOMPLETE: MissingDeclaration = {
  training: 'left-out',
  explanation: `It weighs the modalities against each other batch by batch, so it trains on complete samples only. ${ANSWERS_FROM_PARTS}`,
};

export const joint: MethodDescription = {
  id: 'joint',
  label: 'Joint',
  explanation: 'One loss on the fused features trains every encoder at once.',
  citation: 'The common baseline; loss R1 of DI-MML, arXiv 2407.19514.',
  phrase: 'under joint training',
  whenBest: 'Here the jointly trained net wins: not every data set follows the script.',
  dash: 'dashed',
  knobs: FUSION_KNOBS,
  stages: JOINT_STAGES,
  losses: [fusedLoss],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `The fused loss of a sample reads and trains the features that it has; FiLM and gated heads cannot leave one out and refuse. ${ANSWERS_FROM_PARTS}`,
  },
};
