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
import { JOINT_STAGE } from '../descriptions/joint';
import { type MethodRun, ownStream, type RunContext } from '../method';
import { discrepancyRatio } from '../model/discrepancy';
import { mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { ruleOf } from '../model/rule-knob';
import { remembering } from '../run/remembering';

/** Factor on an encoder's gradient from the scores: 1 - tanh(alpha rho) where the modality leads (rho > 1), else 1. */
export const ogmFactor = (alpha: number): Formula =>
  ifGreater(discrepancyRatio, 1, minus(1, tanh(times(alpha, discrepancyRatio))), 1);

/** The released code adds this to the standard deviation of its noise. */
const RELEASED_MORE_SPREAD = 1e-8;

/** Standard normal numbers for one parameter tensor. */
function noiseFor(random: Random, size: number): Float32Array {
  return Float32Array.from({ length: size }, () => random.normal());
}

/** @param withNoise whether noise is added to the gradients (GE). */
export function startWith(context: RunContext, withNoise: boolean): MethodRun {
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

export const start = (context: RunContext): MethodRun => startWith(context, false);
