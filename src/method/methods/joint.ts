/** Joint: one fused cross-entropy trains every encoder (R1). The baseline in which modalities compete. */
import type { LossDeclaration, StageDeclaration } from '../../protocol/catalogue';
import type { Method, MethodRun, RunContext } from '../method';
import { FUSION_KNOBS } from '../model/fusion-knobs';
import { ANSWERS_FROM_PARTS, JointModel } from '../model/joint-model';

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

function start(context: RunContext): MethodRun {
  const model = new JointModel(context);
  const { training } = model;
  return model.run({
    stage: JOINT_STAGE,
    step(learningRate) {
      training.step(learningRate, 'joint', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
        },
      });
    },
  });
}

export const joint: Method = {
  description: {
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
  },
  start,
};
