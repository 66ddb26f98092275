/**
 * OGM and OGM-GE, on-the-fly gradient modulation: the encoder of the modality that leads has its gradient scaled
 * down; GE adds noise as large as the gradients' own spread, to every parameter tensor of every encoder; as released to
 * its weights only.
 */

import { type Formula, ifGreater, minus, tanh, times } from '../../engine/kernels/formula/op';
import type { DeviceArray } from '../../engine/kernels/kernels';
import type { Random } from '../../math/rng';
import { sizeOf } from '../../math/shape';
import { zip } from '../../math/zip';
import type { MethodDescription } from '../../protocol/catalogue';
import type { Knob } from '../../protocol/knobs';
import { type Method, type MethodRun, ownStream, type RunContext } from '../method';
import { discrepancyRatio } from '../model/discrepancy';
import { FUSION_KNOBS, mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel, LEAVES_OUT_INCOMPLETE } from '../model/joint-model';
import { ruleKnob, ruleOf } from '../model/rule-knob';
import { remembering } from '../run/remembering';
import { FUSION_PREDICTION, fusedLoss, JOINT_STAGE, JOINT_STAGES } from './joint';
import { OGM_FACTOR, OGM_NOISE } from './steering-declarations';

/** Factor on an encoder's gradient from the scores: 1 - tanh(alpha rho) where the modality leads (rho > 1), else 1. */
export const ogmFactor = (alpha: number): Formula =>
  ifGreater(discrepancyRatio, 1, minus(1, tanh(times(alpha, discrepancyRatio))), 1);

/** The released code adds this to the standard deviation of its noise. */
const RELEASED_MORE_SPREAD = 1e-8;

/** Standard normal numbers for one parameter tensor. */
function noiseFor(random: Random, size: number): Float32Array {
  return Float32Array.from({ length: size }, () => random.normal());
}

function startWith(context: RunContext, withNoise: boolean): MethodRun {
  mustHaveReadouts(context, withNoise ? 'OGM-GE' : 'OGM');
  const { kernels, knobs } = context;
  const isReleased = ruleOf(knobs) === 'released';
  const factor = ogmFactor(knobs.number('alpha'));
  const first = knobs.number('firstEpoch');
  const last = knobs.number('lastEpoch');
  const model = new JointModel(context);
  const { training } = model;
  const { arena, lanes } = training;
  const random = ownStream(context, 'noise', 'ogm-ge');
  const factors = lanes.map(() => kernels.allocate([1]));
  const shapes = new Map(arena.specs.map(({ name, shape }) => [name, shape]));
  const shapeOf = (name: string) => shapes.get(name) ?? [];
  // as released nothing happens to a bias, nor to any other vector
  const touched = lanes.map(({ parameters }) =>
    isReleased ? parameters.filter((name) => shapeOf(name).length > 1) : parameters,
  );
  const noise = new Map<string, DeviceArray>();
  if (withNoise) {
    for (const name of touched.flat()) noise.set(name, kernels.allocate(shapeOf(name)));
  }
  let modulating = false;

  function modulate(): void {
    const scores = model.batchScores('labelProbability', model.readoutLogits());
    kernels.formula(factor, [scores], factors);
    training.note('gradientFactor', factors);
    for (const [names, own] of zip(touched, factors)) {
      for (const name of names) {
        const drawn = noise.get(name) ?? null;
        kernels.modulateGradient(arena, name, own, drawn, isReleased ? RELEASED_MORE_SPREAD : 0);
      }
    }
  }

  return model.run({
    stage: JOINT_STAGE,
    async beforeEpoch(epoch) {
      modulating = epoch + 1 >= first && (last === 0 || epoch + 1 <= last);
    },
    memory: remembering(random.save, random.restore),
    step(learningRate) {
      if (modulating) {
        for (const array of noise.values())
          kernels.write(array, noiseFor(random, sizeOf(array.shape)));
      }
      training.step(learningRate, modulating ? 'modulated' : 'joint', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
        },
        ...(modulating && { modulate }),
      });
    },
    free: () => kernels.free([...factors, ...noise.values()]),
  });
}

const knobs: readonly Knob[] = [
  ruleKnob(
    'only weights are touched, no bias (there: convolution kernels only, here: every weight matrix and kernel of an encoder), and the noise of GE is 1e-8 wider',
    'OGM-GE_CVPR2022 at bf87983, main.py, in train_epoch',
  ),
  {
    path: 'alpha',
    kind: 'number',
    min: 0,
    max: 10,
    default: 0.3,
    label: 'Strength of the modulation',
    explanation: 'How much the leading encoder is slowed down; 0 leaves joint training as it is.',
  },
  {
    path: 'firstEpoch',
    kind: 'number',
    integer: true,
    min: 1,
    max: 5000,
    default: 1,
    label: 'First epoch',
    explanation: 'The epoch with which modulation begins.',
  },
  {
    path: 'lastEpoch',
    kind: 'number',
    integer: true,
    min: 0,
    max: 5000,
    default: 0,
    label: 'Last epoch',
    explanation: 'The epoch with which modulation ends; 0 keeps it to the end.',
  },
  ...FUSION_KNOBS,
];

const description: Omit<MethodDescription, 'id' | 'label' | 'explanation'> = {
  citation:
    'Peng et al., Balanced Multimodal Learning via On-the-fly Gradient Modulation, CVPR 2022, arXiv 2203.15332.',
  knobs,
  stages: JOINT_STAGES,
  losses: [fusedLoss],
  prediction: FUSION_PREDICTION,
  missing: LEAVES_OUT_INCOMPLETE,
};

export const ogm: Method = {
  description: {
    ...description,
    id: 'ogm',
    label: 'OGM',
    steering: [OGM_FACTOR],
    explanation: 'Joint training that slows down the encoder whose modality leads, batch by batch.',
  },
  start: (context) => startWith(context, false),
};

export const ogmGe: Method = {
  description: {
    ...description,
    id: 'ogm-ge',
    label: 'OGM-GE',
    steering: [OGM_FACTOR, OGM_NOISE],
    explanation:
      'Joint training that slows down the leading encoder and adds noise to every encoder’s gradient.',
  },
  start: (context) => startWith(context, true),
};
