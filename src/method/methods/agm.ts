/**
 * AGM, adaptive gradient modulation: an encoder's gradient is scaled up where its modality does worse than it used
 * to, compared with the others, and down where it does better.
 */
import { meanOfOthers } from '../competition';
import { encoderParameters } from '../encoder-training';
import { FUSION_KNOBS, mustHaveReadouts } from '../fusion-knobs';
import { JointModel } from '../joint-model';
import type { Method, MethodRun, RunContext } from '../method';
import { remembering } from '../remembering';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';

/** Bound on the exponent, so that one batch cannot blow up an encoder. */
const LARGEST_LEAD = 10;

/** r_m = exp(nll_other - nll_m): above 1 for the modality whose readout fits better. */
export function monoRatios(nlls: readonly number[]): number[] {
  const others = meanOfOthers(nlls);
  return nlls.map((nll, m) => Math.exp((others[m] as number) - nll));
}

/** exp(alpha min(t - r, 10)): above 1 where the modality leads by less than it has so far. */
export function agmFactor(running: number, ratio: number, alpha: number): number {
  return Math.exp(alpha * Math.min(running - ratio, LARGEST_LEAD));
}

function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'AGM');
  const { kernels, knobs } = context;
  const alpha = knobs.number('alpha');
  const model = new JointModel(context);
  const { training } = model;
  const { arena, ids } = training;
  let batches = 0;
  const sums = ids.map(() => 0);

  async function modulate(): Promise<void> {
    const nlls = await model.batchScores('labelNll', model.readoutLogits());
    batches += 1;
    nlls.forEach((nll, m) => {
      sums[m] = (sums[m] as number) + nll;
    });
    const ratios = monoRatios(nlls);
    const running = monoRatios(sums.map((sum) => sum / batches));
    ids.forEach((id, m) => {
      const factor = agmFactor(running[m] as number, ratios[m] as number, alpha);
      for (const name of encoderParameters(arena, id)) {
        kernels.modulateGradient(arena, name, factor, null);
      }
    });
  }

  return model.run({
    stage: JOINT_STAGE,
    memory: remembering(
      () => ({ batches, sums: [...sums] }),
      (saved) => {
        batches = saved.batches;
        sums.splice(0, sums.length, ...saved.sums);
      },
    ),
    async step(learningRate) {
      training.begin();
      model.fusedLoss();
      model.fusedLossReachesEncoders();
      training.carryBack();
      await modulate();
      training.update(learningRate);
    },
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
