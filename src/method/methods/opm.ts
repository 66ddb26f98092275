/**
 * OPM, on-the-fly prediction modulation: in some batches the features of the modality that leads are dropped for
 * some samples, so that the fused loss must listen to the others.
 */
import type { DeviceArray } from '../../engine/kernels/kernels';
import { type Random, randomStream } from '../../math/rng';
import { discrepancyRatios } from '../competition';
import { FUSION_KNOBS, mustHaveReadouts } from '../fusion-knobs';
import { JointModel } from '../joint-model';
import type { Method, MethodRun, RunContext } from '../method';
import { remembering } from '../remembering';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';

/** d_m = clip(q (1 + alpha tanh(rho - 1)), 0, 1) where the modality leads (rho > 1), else 0. */
export function dropShare(rho: number, q: number, alpha: number): number {
  return rho > 1 ? Math.min(1, Math.max(0, q * (1 + alpha * Math.tanh(rho - 1)))) : 0;
}

/** One factor per sample: 0 with probability `share`, else 1 / (1 - share), which keeps the mean. */
export function dropFactors(random: Random, samples: number, share: number): Float32Array {
  return Float32Array.from({ length: samples }, () =>
    random.next() < share ? 0 : 1 / (1 - share),
  );
}

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

  /** Ratios of the batch from features nothing has touched yet. */
  async function ratios(): Promise<number[]> {
    head.forward(bank.features, tape);
    const scores = await model.batchScores('labelProbability', model.readoutLogits());
    return discrepancyRatios(scores);
  }

  /** A fused step in which modality m's samples count by `factors[m]`. */
  function droppedStep(factors: readonly Float32Array[]): void {
    const columns = factors.map((values) => kernels.upload(values, [batchSize, 1]));
    ids.forEach((_, m) => {
      kernels.clear(kept[m] as DeviceArray);
      kernels.clear(dKept[m] as DeviceArray);
      const [feature, column] = [bank.features[m], columns[m]] as [DeviceArray, DeviceArray];
      kernels.multiply(feature, column, kept[m] as DeviceArray);
    });
    model.fusedLoss(kept);
    head.backward(kept, tape, dKept);
    ids.forEach((_, m) => {
      const [into, column] = [bank.dFeatures[m], columns[m]] as [DeviceArray, DeviceArray];
      kernels.multiply(dKept[m] as DeviceArray, column, into);
    });
    kernels.free(columns);
  }

  return model.run({
    stage: JOINT_STAGE,
    memory: remembering(random.save, random.restore),
    async step(learningRate) {
      training.begin();
      if (random.next() < p) {
        const shares = (await ratios()).map((rho) => dropShare(rho, q, alpha));
        droppedStep(shares.map((share) => dropFactors(random, batchSize, share)));
      } else {
        model.fusedLoss();
        model.fusedLossReachesEncoders();
      }
      training.carryBack();
      training.update(learningRate);
    },
    free: () => kernels.free([...kept, ...dKept]),
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
