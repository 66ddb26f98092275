/**
 * G2D, gradient-guided distillation: the fused answer learns from unimodal teachers' answers and every encoder from its
 * teacher's feature; for the first epochs the encoder whose teacher is surer of a batch is frozen in it.
 * Rule of rAIson-Lab/G2D at 95969d8, student.py:86-170, 179-192 and utils/utils.py:210-292.
 */
import { FUSED_LOSS } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import type { StepParts } from '../model/encoder-training';
import { FrozenNote } from '../model/frozen-note';
import { JointModel } from '../model/joint-model';
import { FUSION_HEAD_MODULE, moduleParameters } from '../model/parameter-names';
import { RowsServed } from '../model/rows-served';
import { ruleOf } from '../model/rule-knob';
import { SoftTargets } from '../model/soft-targets';
import { Teachers } from '../model/teachers';
import { noteEach } from '../run/notes';

/** Which of these is the largest; null where two are equally large. */
export function largestAlone(values: readonly number[]): number | null {
  const top = Math.max(...values);
  const first = values.indexOf(top);
  return values.indexOf(top, first + 1) < 0 ? first : null;
}

export function start(context: RunContext): MethodRun {
  const { kernels, knobs, batch } = context;
  const [logitWeight, featureWeight] = [knobs.number('logitWeight'), knobs.number('featureWeight')];
  const freezeUntil = knobs.number('freezeUntil');
  const isReleased = ruleOf(knobs) === 'released';
  const model = new JointModel(context);
  const teachers = new Teachers(context);
  const { training, pass } = model;
  const { arena, lanes, recorder } = training;
  const soft = new SoftTargets(context, knobs.number('temperature'));
  const served = new RowsServed(training.bank.feeder, batch);
  const head = moduleParameters(arena, FUSION_HEAD_MODULE);
  const matrices = new Set(
    arena.specs.filter(({ shape }) => shape.length > 1).map(({ name }) => name),
  );
  const frozenNote = new FrozenNote(training);
  /** Each teacher's probability of the true class, by training sample. */
  let confidences: readonly Float64Array[] = [];
  let isFreezing = false;

  /** The encoder that the current batch freezes: its teacher is surer of the true classes than any other. */
  function frozenNow(): number | null {
    const sums = confidences.map((of) => served.rows.reduce((sum, row) => sum + (of[row] ?? 0), 0));
    noteEach(context, 'teacher', sums);
    return isFreezing ? largestAlone(sums) : null;
  }

  function losses(frozen: number | null): void {
    frozenNote.note(({ position }) => position === frozen);
    model.fusedLoss();
    teachers.look(lanes);
    if (logitWeight > 0) soft.teach(pass, lanes, teachers.logits(), logitWeight, recorder);
    model.fusedLossReachesEncoders();
    if (featureWeight > 0) teachers.pull(lanes, featureWeight, recorder);
  }

  /** Written: the frozen encoder is left out of the step. Released: its weights' gradient is 0, and all are stepped. */
  function freeze(frozen: number): Partial<StepParts> {
    const others = lanes.filter(({ position }) => position !== frozen);
    if (!isReleased) return { reach: { lanes: others, parameters: head } };
    const weights = lanes[frozen]?.parameters.filter((name) => matrices.has(name)) ?? [];
    return {
      modulate() {
        for (const name of weights) kernels.modulateGradient(arena, name, frozenNote.zero, null);
      },
    };
  }

  const students = model.run({
    stage: JOINT_STAGE,
    async beforeEpoch(epoch) {
      isFreezing = epoch <= freezeUntil;
    },
    step(learningRate) {
      const frozen = frozenNow();
      training.step(learningRate, `frozen ${frozen}`, {
        losses: () => losses(frozen),
        ...(frozen !== null && freeze(frozen)),
      });
    },
    total: (losses) =>
      (losses[FUSED_LOSS] ?? Number.NaN) +
      logitWeight * soft.sum(losses) +
      featureWeight * teachers.sumOfPulls(losses),
    free() {
      soft.free();
      frozenNote.free();
    },
  });
  const stages = students.stages.map((stage) => ({
    ...stage,
    feeder: () => served.feeder,
    async begin() {
      confidences = await teachers.confidences();
    },
  }));
  return teachers.before({ ...students, stages });
}
