/**
 * OPM, on-the-fly prediction modulation: in some batches the features of the modality that leads are dropped for
 * some samples, so that the fused loss must listen to the others.
 */

import {
  type Formula,
  ifGreater,
  max,
  meanOf,
  min,
  minus,
  over,
  own,
  plus,
  tanh,
  times,
} from '../../engine/kernels/formula/op';
import { JOINT_STAGE } from '../descriptions/joint';
import { type MethodRun, ownStream, type RunContext } from '../method';
import { discrepancyRatio } from '../model/discrepancy';
import { FedFeatures } from '../model/fed-features';
import { mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { ruleOf } from '../model/rule-knob';
import { note, noteEach } from '../run/notes';
import { remembering } from '../run/remembering';

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

/** 1 for a sample whose factor is 0, else 0. */
const isDropped: Formula = ifGreater(own(0), 0, 0, 1);

/**
 * The same as released: whoever is not dropped is divided by 1 - the mean share of all `count` modalities, also where
 * nothing is dropped from it. The modality with the lowest score has rho < 1 and keeps every sample, so no sample
 * loses all: the released code's discarding of such samples never acts.
 */
export const releasedDropFactor = (count: number): Formula =>
  ifGreater(own(0), own(1), 0, over(1, minus(1, meanOf(0, count))));

export function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'OPM');
  const { kernels, knobs, batch } = context;
  const [p, q, alpha] = [knobs.number('p'), knobs.number('q'), knobs.number('alpha')];
  const isReleased = ruleOf(knobs) === 'released';
  const warmupEpochs = isReleased ? knobs.number('warmupEpochs') : 0;
  const model = new JointModel(context);
  const { training, pass } = model;
  const { bank, lanes } = training;
  const random = ownStream(context, 'dropping', 'opm');
  const columns = () => lanes.map(() => kernels.allocate([batch, 1]));
  const shares = lanes.map(() => kernels.allocate([1]));
  const [draws, factors, dropped] = [columns(), columns(), columns()];
  const kept = new FedFeatures(kernels, lanes, factors);
  const keepFactor = isReleased ? releasedDropFactor(lanes.length) : dropFactor;
  let mayDrop = true;

  /** Scores and shares of the batch, from features that nothing has touched yet. */
  function weigh(): void {
    const scores = model.batchScores('labelProbability', model.readoutLogits());
    if (mayDrop) kernels.formula(dropShare(q, alpha), [scores], shares);
    else for (const share of shares) kernels.clear(share);
    noteEach(context, 'score', scores);
    noteEach(context, 'q', shares);
  }

  /** The fused loss on features some of whose samples are dropped. */
  function droppedLoss(): void {
    pass.forward(bank.features);
    weigh();
    kernels.formula(keepFactor, [shares, draws], factors);
    kernels.formula(isDropped, [factors], dropped);
    training.note('droppedShare', dropped);
    model.fusedLoss(kept);
    model.fusedLossReachesEncoders(kept);
  }

  return model.run({
    stage: JOINT_STAGE,
    async beforeEpoch(epoch) {
      mayDrop = epoch >= warmupEpochs;
    },
    memory: remembering(random.save, random.restore),
    step(learningRate) {
      // one number for the batch, then one for each sample, modality after modality
      const drops = mayDrop && random.next() < p;
      if (drops) {
        for (const array of draws) {
          kernels.write(
            array,
            Float32Array.from({ length: batch.now }, () => random.next()),
          );
        }
      }
      note(context, 'dropped', drops ? 1 : 0);
      note(context, 'kept', batch.now);
      training.step(learningRate, drops ? 'dropped' : mayDrop ? 'joint' : 'warm-up', {
        losses() {
          if (drops) {
            droppedLoss();
            return;
          }
          for (const array of dropped) kernels.clear(array);
          training.note('droppedShare', dropped);
          model.fusedLoss();
          if (context.notes) weigh();
          model.fusedLossReachesEncoders();
        },
      });
    },
    free() {
      kept.free();
      kernels.free([...shares, ...draws, ...factors, ...dropped]);
    },
  });
}
