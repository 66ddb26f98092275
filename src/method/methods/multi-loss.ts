/**
 * Multi-loss: the fused cross-entropy and each modality's own, trained together; the oldest remedy.
 * Private heads are the method's own, beside the fusion head.
 */
import { FUSED_LOSS } from '../../protocol/names';
import type { Method, MethodRun, RunContext } from '../method';
import { FUSION_KNOBS } from '../model/fusion-knobs';
import { ANSWERS_FROM_PARTS, JointModel } from '../model/joint-model';
import { PrivateHeads, privateHeadSpecs } from '../model/trained-head';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE } from './joint';
import { privateLoss } from './unimodal';

function start(context: RunContext): MethodRun {
  const { knobs } = context;
  const weight = knobs.number('weight');
  const model = new JointModel(context, privateHeadSpecs(context));
  const { training } = model;
  const heads = new PrivateHeads(training);
  return model.run({
    stage: JOINT_STAGE,
    step(learningRate) {
      training.step(learningRate, 'multi-loss', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
          heads.learn(weight);
        },
      });
    },
    total: (losses) =>
      heads.keys.reduce(
        (sum, key) => sum + weight * (losses[key] ?? 0),
        losses[FUSED_LOSS] ?? Number.NaN,
      ),
    heads: (features, rows) => heads.logitsOf(features, rows),
    free: () => heads.free(),
  });
}

export const multiLoss: Method = {
  description: {
    id: 'multi-loss',
    label: 'Joint + unimodal losses',
    explanation: 'Joint training, with a loss of its own for every encoder beside the fused one.',
    citation:
      'A common remedy; as compared in Wang et al., What Makes Training Multi-modal Classification Networks Hard?, CVPR 2020.',
    knobs: [
      {
        path: 'weight',
        kind: 'number',
        min: 0,
        max: 100,
        default: 1,
        label: 'Weight of the unimodal losses',
        explanation: 'How much each encoder’s own loss counts beside the fused one.',
      },
      ...FUSION_KNOBS,
    ],
    stages: [
      {
        ...JOINT_STAGE,
        trains: ['encoder', 'private-head', 'fusion-head'],
      },
    ],
    losses: [
      fusedLoss,
      { ...privateLoss(JOINT_STAGE.id), offWhen: [{ path: 'weight', equals: 0 }] },
    ],
    prediction: FUSION_PREDICTION,
    missing: {
      training: 'used',
      explanation: `The fused loss of a sample reads and trains the features that it has, and each encoder’s own loss is the mean over the samples that have its modality. ${ANSWERS_FROM_PARTS}`,
    },
  },
  start,
};
