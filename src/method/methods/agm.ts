/**
 * AGM, adaptive gradient modulation: an encoder's gradient is scaled up where its modality does worse than it used
 * to, compared with the others, and down where it does better.
 */
import {
  exp,
  type Formula,
  min,
  minus,
  others,
  over,
  own,
  times,
} from '../../engine/kernels/formula';
import type { DeviceArray } from '../../engine/kernels/kernels';
import type { Method, MethodRun, RunContext } from '../method';
import { FUSION_KNOBS, mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { encoderParameters } from '../model/parameter-names';
import { remembering } from '../run/remembering';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';

/** Bound on the exponent, so that one batch cannot blow up an encoder. */
const LARGEST_LEAD = 10;

/** Inputs of the formulas: the batch's scores, their sums so far, how many batches those are. */
const [NLL, SUM, BATCHES] = [0, 1, 2];

/** r_m = exp(nll_other - nll_m): above 1 for the modality whose readout fits better. */
const monoRatio = exp(minus(others(NLL), own(NLL)));
/** The same of the means so far, from sums and the number of batches. */
const runningRatio = exp(over(minus(others(SUM), own(SUM)), own(BATCHES)));

/** Factor on an encoder's gradient: exp(alpha min(t - r, 10)), above 1 where the modality leads by less than so far. */
export const agmFactor = (alpha: number): Formula =>
  exp(times(alpha, min(minus(runningRatio, monoRatio), LARGEST_LEAD)));

function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'AGM');
  const { kernels, knobs } = context;
  const factor = agmFactor(knobs.number('alpha'));
  const model = new JointModel(context);
  const { training } = model;
  const { arena, ids } = training;
  const factors = ids.map(() => kernels.allocate([1]));
  const sums = ids.map(() => kernels.upload(new Float32Array(1), [1]));
  const batches = kernels.upload(new Float32Array(1), [1]);
  const one = kernels.upload(Float32Array.of(1), [1]);

  function modulate(): void {
    const nlls = model.batchScores('labelNll', model.readoutLogits());
    kernels.add(one, batches);
    nlls.forEach((nll, m) => {
      kernels.add(nll, sums[m] as DeviceArray);
    });
    const counts = ids.map(() => batches);
    kernels.formula(factor, [nlls, sums, counts], factors);
    ids.forEach((_, m) => {
      for (const name of encoderParameters(arena, m)) {
        kernels.modulateGradient(arena, name, factors[m] as DeviceArray, null);
      }
    });
  }

  return model.run({
    stage: JOINT_STAGE,
    memory: remembering(
      async () => (await kernels.read([batches, ...sums])).map(([value]) => value as number),
      (saved) => {
        [batches, ...sums].forEach((array, k) => {
          kernels.write(array, Float32Array.of(saved[k] as number));
        });
      },
    ),
    step(learningRate) {
      training.step(learningRate, 'agm', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
        },
        modulate,
      });
    },
    free: () => kernels.free([...factors, ...sums, batches, one]),
  });
}

export const agm: Method = {
  description: {
    id: 'agm',
    label: 'AGM',
    explanation:
      'Joint training that scales each encoder’s gradient by how its modality does against its own past.',
    citation:
      'Li et al., Boosting Multi-modal Model Performance with Adaptive Gradient Modulation, ICCV 2023, arXiv 2308.07686.',
    knobs: [
      {
        path: 'alpha',
        kind: 'number',
        min: 0,
        max: 10,
        default: 1,
        label: 'Strength of the modulation',
        explanation:
          'How strongly gradients follow the competition; 0 leaves joint training as it is.',
      },
      ...FUSION_KNOBS,
    ],
    stages: JOINT_STAGES,
    losses: [fusedLoss],
    prediction: FUSION_PREDICTION,
  },
  start,
};
