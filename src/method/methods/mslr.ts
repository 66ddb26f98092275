/**
 * MSLR, modality-specific learning rates: an encoder's rate follows how its modality does against its own last epochs.
 * The encoder that is still getting better learns faster, the one that falls back learns slower.
 */

import { accuracy } from '../../math/matrix';
import { zip } from '../../math/zip';
import { ownKey } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { logitsOf } from '../model/readings';
import { ruleOf } from '../model/rule-knob';
import { validationOf } from '../model/validation';
import { noteEpoch } from '../run/notes';
import type { SplitData } from '../run/race-data';
import { remembering } from '../run/remembering';

/**
 * acc / mean of the `window` accuracies before it, or of as many as there are; 1 before there is one, and where all
 * of them are 0.
 */
export function rateFactor(accuracies: readonly number[], window: number): number {
  const newest = accuracies.at(-1);
  const before = accuracies.slice(-window - 1, -1);
  const mean = before.reduce((sum, value) => sum + value, 0) / before.length;
  return newest === undefined || before.length === 0 || mean === 0 ? 1 : newest / mean;
}

/** The same as released: 1 until a whole window came before. */
export const releasedFactor = (accuracies: readonly number[], window: number): number =>
  accuracies.length > window ? rateFactor(accuracies, window) : 1;

/** The split whose accuracy steers. @throws SettingsError where there is none of that name. */
function steeringSplit(context: RunContext): SplitData {
  const { knobs, data, run } = context;
  if (knobs.choice('accuracyOn') === 'training') return data.train;
  const path = `methods.${run}.accuracyOn`;
  return validationOf(context, path, `${path} is "validation"`, ', or choose "training"');
}

export function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'MSLR');
  const { kernels, knobs } = context;
  const isReleased = ruleOf(knobs) === 'released';
  const window = knobs.number('window');
  const split = steeringSplit(context);
  // as released two linear maps are added, each with a bias of its own, whatever the knob says
  const model = new JointModel(context, [], isReleased ? 'sum' : undefined);
  const { training, pass } = model;
  const { arena } = training;
  const bases = knobs.numbersFor(
    'base',
    training.lanes.map(({ id }) => id),
  );
  const paced = zip(zip(training.lanes, bases), pass.readouts).map(
    ([[{ id, parameters }, base], { own }]) => ({
      id,
      base,
      /** What the factor acts on: as released the modality's part of the head too. */
      parameters: isReleased ? [...parameters, ...own] : parameters,
      factor: kernels.allocate([1]),
    }),
  );
  const factors = paced.map(({ factor }) => factor);
  let history: number[][] = paced.map(() => []);
  let rates = new Map<string, number>();

  /** Sets every factor from what is remembered. */
  function pace(): void {
    rates = new Map();
    for (const [{ id, base, parameters, factor }, accuracies] of zip(paced, history)) {
      const ratio = (isReleased ? releasedFactor : rateFactor)(accuracies, window);
      noteEpoch(context, 'ratio', id, ratio);
      noteEpoch(context, 'factor', id, base * ratio);
      kernels.write(factor, Float32Array.of(base * ratio));
      if (!isReleased) for (const name of parameters) rates.set(name, base * ratio);
    }
  }

  /** As released: factors on the gradient, before decay and momentum. */
  function modulate(): void {
    training.note('gradientFactor', factors);
    for (const { parameters, factor } of paced) {
      for (const name of parameters) kernels.modulateGradient(arena, name, factor, null);
    }
  }

  const run = model.run({
    stage: JOINT_STAGE,
    async beforeEpoch(epoch) {
      if (epoch > 0) {
        // accuracy of z_m as the epoch just ended left it
        const readings = await run.read(split);
        for (const [{ id }, accuracies] of zip(paced, history)) {
          accuracies.push(accuracy(logitsOf(readings, ownKey(id)), split.labels));
          noteEpoch(context, 'accuracyOf', id, accuracies.at(-1) ?? Number.NaN);
        }
      }
      pace();
    },
    memory: remembering(
      () => history.map((accuracies) => [...accuracies]),
      (saved) => {
        history = saved.map((accuracies) => [...accuracies]);
      },
    ),
    step(learningRate) {
      const wiring = isReleased ? 'scaled' : `epoch ${history[0]?.length}`;
      training.step(learningRate, wiring, {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
          if (!isReleased) training.note('rateFactor', factors);
        },
        ...(isReleased ? { modulate } : { rates }),
      });
    },
    free: () => kernels.free(factors),
  });
  return run;
}
