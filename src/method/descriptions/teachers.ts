/** How methods with teachers tell of them: their stage, how long it is, and the pull of a student's feature to its teacher's. */
import type { LossDeclaration, StageDeclaration } from '../../protocol/catalogue';
import type { Knob } from '../../protocol/knobs';

export const TEACHER_STAGE: StageDeclaration = {
  id: 'teachers',
  label: 'Teachers, each alone',
  trains: ['encoder', 'private-head'],
};

export const TEACHER_EPOCHS_KNOB: Knob = {
  path: 'teacherEpochs',
  kind: 'number',
  integer: true,
  min: 1,
  max: 5000,
  default: 40,
  label: 'Epochs of the teachers',
  explanation: 'How long each teacher trains alone, before the method itself begins.',
  countsEpochs: true,
};

/** The divergence of the fused answer from a teacher's, and the word of its records. */
export const SOFT_TARGETS = 'soft';

export const softLoss = (stage: string): LossDeclaration => ({
  id: SOFT_TARGETS,
  label: 'Divergence of the fused answer from each frozen teacher\u2019s',
  word: 'soft answers',
  explanation:
    'The fused answer is drawn to the probabilities that each teacher, trained alone and now frozen, gives to the classes (Kullback-Leibler divergence).',
  stage,
  on: 'fused-features',
  head: 'fusion-head',
  reaches: 'all',
});

/** The loss of a student's feature and its teacher's, and the word of its records. */
export const PULL = 'distil';

export const pullLoss = (stage: string): LossDeclaration => ({
  id: PULL,
  label: 'Mean square distance of the feature to its frozen teacher\u2019s',
  word: 'the pull to the teacher',
  explanation:
    'Every encoder is pulled to the feature that its teacher, trained alone and now frozen, has for the same sample. The teacher gets nothing back.',
  stage,
  on: 'own-feature',
  reaches: 'own',
  box: ['frozen', 'teacher'],
});
