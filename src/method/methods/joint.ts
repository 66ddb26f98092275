/** Joint: one fused cross-entropy trains every encoder (R1). The baseline in which modalities compete. */
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { JointModel } from '../model/joint-model';

export function start(context: RunContext): MethodRun {
  const model = new JointModel(context);
  const { training } = model;
  return model.run({
    stage: JOINT_STAGE,
    step(learningRate) {
      training.step(learningRate, 'joint', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
        },
      });
    },
  });
}
