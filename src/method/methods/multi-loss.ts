/**
 * Multi-loss: the fused cross-entropy and each modality's own, trained together; the oldest remedy.
 * Private heads are the method's own, beside the fusion head.
 */
import { linearHeadSpecs } from '../../engine/heads/linear-head';
import { FUSED_LOSS, ownKey } from '../../protocol/names';
import type { Method, MethodRun, RunContext } from '../method';
import { featureDims } from '../model/encoder-bank';
import { FUSION_KNOBS } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { privateHeadModule } from '../model/parameter-names';
import { TrainedHead } from '../model/trained-head';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE } from './joint';
import { privateLoss } from './unimodal';

function start(context: RunContext): MethodRun {
  const { data, knobs } = context;
  const weight = knobs.number('weight');
  const dims = featureDims(context);
  const model = new JointModel(
    context,
    data.modalities.flatMap(({ position }) => {
      const { name, stream } = privateHeadModule(position);
      return linearHeadSpecs(name, dims[position] as number, data.classes, stream);
    }),
  );
  const { training } = model;
  const { ids, recorder } = training;
  const keys = ids.map(ownKey);
  const heads = ids.map((_, m) => new TrainedHead(training, privateHeadModule(m).name));
  return model.run({
    stage: JOINT_STAGE,
    step(learningRate) {
      training.step(learningRate, 'multi-loss', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
          heads.forEach((head, m) => {
            head.learn(m, weight, { recorder, name: keys[m] as string });
          });
        },
      });
    },
    total: (losses) =>
      keys.reduce(
        (sum, key) => sum + weight * (losses[key] ?? 0),
        losses[FUSED_LOSS] ?? Number.NaN,
      ),
    heads: (features, rows) =>
      Object.fromEntries(
        heads.flatMap((head, m) => {
          const feature = features[m];
          return feature ? [[keys[m] as string, head.logitsOf(feature, rows)]] : [];
        }),
      ),
    free() {
      for (const head of heads) head.free();
    },
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
  },
  start,
};
