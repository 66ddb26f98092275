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
import { numberAt } from '../../math/numbers';
import { zip } from '../../math/zip';
import type { Method, MethodRun, RunContext } from '../method';
import { FUSION_KNOBS, mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { remembering } from '../run/remembering';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';
import { AGM_FACTOR } from './steering-declarations';

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
  const { arena, lanes } = training;
  const scaled = lanes.map(({ parameters }) => ({
    parameters,
    factor: kernels.allocate([1]),
    sum: kernels.upload(new Float32Array(1), [1]),
  }));
  const factors = scaled.map(({ factor }) => factor);
  const sums = scaled.map(({ sum }) => sum);
  const batches = kernels.upload(new Float32Array(1), [1]);
  const one = kernels.upload(Float32Array.of(1), [1]);

  function modulate(): void {
    const nlls = model.batchScores('labelNll', model.readoutLogits());
    kernels.add(one, batches);
    for (const [nll, sum] of zip(nlls, sums)) kernels.add(nll, sum);
    const counts = lanes.map(() => batches);
    kernels.formula(factor, [nlls, sums, counts], factors);
    training.note('gradientFactor', factors);
    for (const { parameters, factor } of scaled) {
      for (const name of parameters) kernels.modulateGradient(arena, name, factor, null);
    }
  }

  return model.run({
    stage: JOINT_STAGE,
    memory: remembering(
      async () => (await kernels.read([batches, ...sums])).map((value) => numberAt(value, 0)),
      (saved) => {
        for (const [array, value] of zip([batches, ...sums], saved)) {
          kernels.write(array, Float32Array.of(value));
        }
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
    steering: [AGM_FACTOR],
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
