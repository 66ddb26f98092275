/**
 * MMCosine: joint training under a head of cosines (engine/heads/cosine-fusion.ts), whose logits do not grow with the
 * length of features or of weights. Rule of MMCosine_ICASSP23 at 00ba0a9, main_CD.py:113-118 and 141.
 */
import { zip } from '../../math/zip';
import { ownKey } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { JointModel } from '../model/joint-model';

export function start(context: RunContext): MethodRun {
  const model = new JointModel(context, [], 'cosine');
  const { training } = model;
  const { lanes, recorder } = training;

  /** What each share of the answer would lose; trains nobody, so it is told only where somebody listens. */
  function noteShares(): void {
    const nlls = model.batchScores('labelNll', model.readoutLogits());
    for (const [{ id }, nll] of zip(lanes, nlls)) {
      context.kernels.record(nll, { recorder, name: ownKey(id) });
    }
  }

  return model.run({
    stage: JOINT_STAGE,
    step(learningRate) {
      training.step(learningRate, 'cosines', {
        losses() {
          model.fusedLoss();
          if (context.notes) noteShares();
          model.fusedLossReachesEncoders();
        },
      });
    },
  });
}
