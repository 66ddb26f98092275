/**
 * AGM, adaptive gradient modulation: an encoder's gradient is scaled up where its modality does worse than it used
 * to, compared with the others, and down where it does better. How a modality does is read from its mono response:
 * what it adds to the fused answer when the others may be zero inputs (model/mono-responses.ts).
 */

import {
  exp,
  type Formula,
  max,
  min,
  minus,
  others,
  over,
  own,
  times,
} from '../../engine/kernels/formula/op';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { numberAt } from '../../math/numbers';
import { zip } from '../../math/zip';
import { ownKey } from '../../protocol/names';
import { SettingsError } from '../../protocol/settings';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { endingInOnePixel } from '../model/encoder-choice';
import { mustHaveReadouts } from '../model/fusion-knobs';
import { GradientClip } from '../model/gradient-clip';
import { JointModel } from '../model/joint-model';
import { MonoResponses } from '../model/mono-responses';
import { ruleOf } from '../model/rule-knob';
import { note, noteEach } from '../run/notes';
import { remembering } from '../run/remembering';

/** Bound on the exponent, so that one batch cannot blow up an encoder. */
const LARGEST_LEAD = 10;

/** The released code takes no probability for less than 1e-8. */
const RELEASED_LARGEST_NLL = -Math.log(1e-8);
/** It clips the norm of everything to this where an element of the fusion weights' gradient is larger than this. */
const RELEASED_CLIP = 1;

/** Inputs of the formulas: the batch's scores, the sums of those before it, how many those are. */
const [NLL, SUM, BATCHES] = [0, 1, 2];

/** r_m = exp(nll_other - nll_m): above 1 for the modality whose response fits better. */
const monoRatio = exp(minus(others(NLL), own(NLL)));
/** t_m, the same of the means over the batches before this one; exp(0) where there are none, whose sums are 0. */
const runningRatio = exp(over(minus(others(SUM), own(SUM)), max(1, own(BATCHES))));

/** Factor on a gradient: exp(alpha min(t - r, 10)), above 1 where the modality leads by less than so far. */
export const agmFactor = (alpha: number): Formula =>
  exp(times(alpha, min(minus(runningRatio, monoRatio), LARGEST_LEAD)));

/**
 * As released a batch of zero inputs trains the encoders too. Where a batch norm has one pixel of each, they are all alike
 * there, and every such layer divides the gradient by the root of epsilon, 0.003.
 * @throws SettingsError where an encoder comes to that.
 */
function mustHaveSpread(context: RunContext): void {
  const [id] = endingInOnePixel(context);
  if (id === undefined) return;
  const path = `methods.${context.run}.rule`;
  throw new SettingsError(
    path,
    `${path} is "released", which trains on zeros in place of ${id} too; its encoder ends in one pixel, where zeros leave batch norm no spread to divide by, and every such layer makes the gradient three hundred times as large.`,
    `Take the rule "written", pictures of more than 32 pixels a side, or another kind of encoder (encoders.${id}.kind).`,
  );
}

export function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'AGM');
  const { kernels, knobs, batch } = context;
  const isReleased = ruleOf(knobs) === 'released';
  if (isReleased) mustHaveSpread(context);
  const factor = agmFactor(knobs.number('alpha'));
  const model = new JointModel(context);
  const { training, pass } = model;
  const { arena, bank, lanes } = training;
  // as released the zero inputs go through in training too, and are carried back
  const mono = new MonoResponses(context, model, batch, isReleased ? 'training' : 'inference');
  const factors = lanes.map(() => kernels.allocate([1]));
  const sums = lanes.map(() => kernels.upload(new Float32Array(1), [1]));
  const batches = kernels.upload(new Float32Array(1), [1]);
  const one = kernels.upload(Float32Array.of(1), [1]);
  const clip = isReleased
    ? new GradientClip(kernels, arena, {
        norm: RELEASED_CLIP,
        onlyWhere: { parameters: model.headWeights, above: RELEASED_CLIP },
      })
    : null;

  /** The factors of the batch that has just been fused; then it is one of those before. */
  function weigh(): void {
    const most = isReleased ? RELEASED_LARGEST_NLL : undefined;
    const nlls = model.batchScores('labelNll', mono.of(pass), most);
    kernels.formula(factor, [nlls, sums, lanes.map(() => batches)], factors);
    for (const [nll, sum] of zip(nlls, sums)) kernels.add(nll, sum);
    kernels.add(one, batches);
    noteEach(context, 'nll', nlls);
    training.note('gradientFactor', factors);
  }

  /** The paper's rule: zero-input passes are constants, so a factor on a response is one on its encoder's gradient. */
  const written = {
    losses() {
      model.fusedLoss();
      model.fusedLossReachesEncoders();
    },
    modulate() {
      weigh();
      for (const [{ parameters }, own] of zip(lanes, factors)) {
        for (const name of parameters) kernels.modulateGradient(arena, name, own, null);
      }
    },
  };

  /** The authors' hooks: the gradient of every response is scaled, head and zero-input passes included; then a clip. */
  const released = {
    losses() {
      model.fusedLoss();
      weigh();
      mono.backward(pass, bank.features, bank.dFeatures, factors);
    },
    modulate() {
      if (!clip) return;
      clip.clip();
      note(context, 'clipped', clip.acted);
    },
  };

  /** The responses to features of any number of rows, by the keys of the readouts, in arrays that the caller frees. */
  function responsesTo(
    features: readonly DeviceArray[],
    rows: number,
  ): Record<string, DeviceArray> {
    const fused = model.head.pass(rows);
    fused.forward(features);
    const responses = new MonoResponses(context, model, rows, 'inference');
    const copies = zip(lanes, responses.of(fused)).map(([{ id }, response]) => {
      const copy = kernels.allocate(response.shape);
      kernels.add(response, copy);
      return [ownKey(id), copy] as const;
    });
    responses.free();
    fused.free();
    return Object.fromEntries(copies);
  }

  return model.run({
    stage: JOINT_STAGE,
    ...(isReleased && { heads: responsesTo }),
    memory: remembering(
      async () => (await kernels.read([batches, ...sums])).map((value) => numberAt(value, 0)),
      (saved) => {
        for (const [array, value] of zip([batches, ...sums], saved)) {
          kernels.write(array, Float32Array.of(value));
        }
      },
    ),
    step: (learningRate) => training.step(learningRate, 'agm', isReleased ? released : written),
    free() {
      mono.free();
      clip?.free();
      kernels.free([...factors, ...sums, batches, one]);
    },
  });
}
