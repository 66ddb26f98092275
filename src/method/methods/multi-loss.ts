/**
 * Multi-loss: the fused cross-entropy and each modality's own, trained together; the oldest remedy.
 * Private heads are the method's own, beside the fusion head.
 */

import { FUSED_LOSS } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { JointModel } from '../model/joint-model';
import { PrivateHeads, privateHeadSpecs } from '../model/trained-head';

export function start(context: RunContext): MethodRun {
  const { knobs } = context;
  const weight = knobs.number('weight');
  const model = new JointModel(context, privateHeadSpecs(context));
  const { training } = model;
  const heads = new PrivateHeads(training);
  return model.run({
    stage: JOINT_STAGE,
    step(learningRate) {
      training.step(learningRate, 'multi-loss', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
          heads.learn(weight);
        },
      });
    },
    total: (losses) =>
      heads.keys.reduce(
        (sum, key) => sum + weight * (losses[key] ?? 0),
        losses[FUSED_LOSS] ?? Number.NaN,
      ),
    heads: (features, rows) => heads.logitsOf(features, rows),
    free: () => heads.free(),
  });
}
