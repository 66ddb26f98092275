/**
 * UMT, uni-modal teachers: joint training in which every encoder is also pulled to the feature that a teacher, trained
 * alone before and frozen, has for the same sample.
 */
import { FUSED_LOSS } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { JointModel } from '../model/joint-model';
import { Teachers } from '../model/teachers';

export function start(context: RunContext): MethodRun {
  const lambda = context.knobs.number('lambda');
  const model = new JointModel(context);
  const teachers = new Teachers(context);
  const { training } = model;
  const students = model.run({
    stage: JOINT_STAGE,
    step(learningRate) {
      training.step(learningRate, 'pulled', {
        losses() {
          model.fusedLoss();
          model.fusedLossReachesEncoders();
          if (lambda === 0) return;
          teachers.look(training.lanes);
          teachers.pull(training.lanes, lambda, training.recorder);
        },
      });
    },
    total: (losses) => (losses[FUSED_LOSS] ?? Number.NaN) + lambda * teachers.sumOfPulls(losses),
  });
  return teachers.before(students);
}
