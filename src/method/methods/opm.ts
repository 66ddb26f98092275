/**
 * OPM, on-the-fly prediction modulation: in some batches the features of the modality that leads are dropped for
 * some samples, so that the fused loss must listen to the others.
 */
import {
  type Formula,
  ifGreater,
  max,
  min,
  minus,
  over,
  own,
  plus,
  tanh,
  times,
} from '../../engine/kernels/formula';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { randomStream } from '../../math/rng';
import type { Method, MethodRun, RunContext } from '../method';
import { discrepancyRatio } from '../model/discrepancy';
import { FUSION_KNOBS, mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { remembering } from '../run/remembering';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';

/** d_m = clip(q (1 + alpha tanh(rho - 1)), 0, 1) of the scores where the modality leads (rho > 1), else 0. */
export const dropShare = (q: number, alpha: number): Formula =>
  ifGreater(
    discrepancyRatio,
    1,
    min(1, max(0, times(q, plus(1, times(alpha, tanh(minus(discrepancyRatio, 1))))))),
    0,
  );

/**
 * One factor per sample from the share and a number drawn evenly from 0..1: 0 with probability `share`, else
 * 1 / (1 - share), which keeps the mean.
 */
export const dropFactor: Formula = ifGreater(own(0), own(1), 0, over(1, minus(1, own(0))));

function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'OPM');
  const { kernels, knobs, settings, batchSize } = context;
  const [p, q, alpha] = [knobs.number('p'), knobs.number('q'), knobs.number('alpha')];
  const model = new JointModel(context);
  const { training, head, tape } = model;
  const { bank, ids } = training;
  const random = randomStream(settings.seed, 'dropping', 'opm');
  const allocateLike = (feature: DeviceArray) => kernels.allocate(feature.shape);
  const kept = bank.features.map(allocateLike);
  const dKept = bank.features.map(allocateLike);
  const shares = ids.map(() => kernels.allocate([1]));
  const draws = ids.map(() => kernels.allocate([batchSize, 1]));
  const factors = ids.map(() => kernels.allocate([batchSize, 1]));

  /** The fused loss on features some of whose samples are dropped. */
  function droppedLoss(): void {
    // scores of the batch from features nothing has touched yet
    head.forward(bank.features, tape);
    const scores = model.batchScores('labelProbability', model.readoutLogits());
    kernels.formula(dropShare(q, alpha), [scores], shares);
    kernels.formula(dropFactor, [shares, draws], factors);
    ids.forEach((_, m) => {
      kernels.clear(kept[m] as DeviceArray);
      kernels.clear(dKept[m] as DeviceArray);
      const [feature, column] = [bank.features[m], factors[m]] as [DeviceArray, DeviceArray];
      kernels.multiply(feature, column, kept[m] as DeviceArray);
    });
    model.fusedLoss(kept);
    head.backward(kept, tape, dKept);
    ids.forEach((_, m) => {
      const [into, column] = [bank.dFeatures[m], factors[m]] as [DeviceArray, DeviceArray];
      kernels.multiply(dKept[m] as DeviceArray, column, into);
    });
  }

  return model.run({
    stage: JOINT_STAGE,
    memory: remembering(random.save, random.restore),
    step(learningRate) {
      const drops = random.next() < p;
      if (drops) {
        for (const array of draws) {
          kernels.write(
            array,
            Float32Array.from({ length: batchSize }, () => random.next()),
          );
        }
      }
      training.step(learningRate, drops ? 'dropped' : 'joint', {
        losses() {
          if (drops) {
            droppedLoss();
            return;
          }
          model.fusedLoss();
          model.fusedLossReachesEncoders();
        },
      });
    },
    free: () => kernels.free([...kept, ...dKept, ...shares, ...draws, ...factors]),
  });
}

export const opm: Method = {
  description: {
    id: 'opm',
    label: 'OPM',
    explanation: 'Joint training that drops the leading modality’s features for some samples.',
    citation:
      'Wei et al., On-the-fly Modulation for Balanced Multimodal Learning, TPAMI 2024, arXiv 2410.11582.',
    knobs: [
      {
        path: 'p',
        kind: 'number',
        min: 0,
        max: 1,
        default: 0.7,
        label: 'Share of batches',
        explanation: 'How often features are dropped at all.',
      },
      {
        path: 'q',
        kind: 'number',
        min: 0,
        max: 1,
        default: 0.4,
        label: 'Base drop rate',
        explanation: 'Share of a leading modality’s samples that is dropped at the least.',
      },
      {
        path: 'alpha',
        kind: 'number',
        min: 0,
        max: 10,
        default: 0.5,
        label: 'Strength of the modulation',
        explanation: 'How much more is dropped the further a modality leads.',
      },
      ...FUSION_KNOBS,
    ],
    stages: JOINT_STAGES,
    losses: [fusedLoss],
    prediction: FUSION_PREDICTION,
  },
  start,
};
