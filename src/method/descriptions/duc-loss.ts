/** How DUC is told, under each of its knobs: which dimensions it runs along, which sets teach nothing, who moves. */

import type { LossDeclaration } from '../../protocol/catalogue';
import { FEWEST_FOR_COSINE } from './duc-knobs';

/** "A dimension is above the mean" is said of its separability, always against its own modality's mean. */
const COMPLEMENTARY = 'above {teacher}\u2019s own mean and below {student}\u2019s';

const WARMUP = 'after {duc.warmupEpochs} epochs of warm-up';

export const ducLoss = (stage: string): LossDeclaration => ({
  id: 'duc',
  label: 'DUC along complementary dimensions',
  word: 'DUC',
  explanation:
    'DUC pulls the student\u2019s feature towards the teacher\u2019s, along the dimensions that separate the classes better than the teacher\u2019s own mean and worse than the student\u2019s own mean. What it aligns is classes, not single samples.',
  waiting: {
    until: 'the complementary dimensions are chosen',
    sentence: `DUC waits: it begins ${WARMUP}, once the complementary dimensions are chosen, if there are any.`,
  },
  stage,
  on: 'paired-features',
  reaches: 'student',
  lesson: {
    set: COMPLEMENTARY,
    isMutual: false,
    fewest: {
      dimensions: FEWEST_FOR_COSINE,
      because: 'A cosine along one dimension is only a sign, so a set of one is skipped.',
    },
    empty: 'An empty set has no loss and no gradient.',
  },
  offWhen: [
    { path: 'duc.kind', equals: 'off' },
    { path: 'duc.weight', equals: 0 },
  ],
  variants: [
    {
      when: { path: 'duc.kind', equals: 'dot' },
      change: {
        lesson: {
          fewest: { dimensions: 1, because: 'An empty set teaches nothing.' },
          empty: 'The loss of an empty set stands at ln(batch size) and has no gradient.',
        },
      },
    },
    {
      when: { path: 'duc.kind', equals: 'all' },
      change: {
        label: 'DUC along all dimensions',
        explanation:
          'DUC pulls every feature towards the other modality\u2019s along all dimensions, whatever they separate. What it aligns is classes, not single samples.',
        waiting: {
          until: 'the warm-up is over',
          sentence: `DUC waits: it begins ${WARMUP}, along all dimensions.`,
        },
        lesson: { set: 'all there are, whatever they separate' },
      },
    },
    {
      when: { path: 'duc.kind', equals: 'ineffective' },
      change: {
        label: 'DUC along ineffective dimensions',
        explanation:
          'DUC pulls every feature towards the other modality\u2019s along the dimensions that separate the classes worse than the own mean of both.',
        waiting: {
          until: 'the ineffective dimensions are chosen',
          sentence: `DUC waits: it begins ${WARMUP}, once the ineffective dimensions are chosen, if there are any.`,
        },
        lesson: { set: 'below both {teacher}\u2019s own mean and {student}\u2019s' },
      },
    },
    {
      when: { path: 'duc.kind', equals: 'both-ways' },
      change: {
        label: 'DUC both ways along complementary dimensions',
        explanation:
          'DUC pulls both features towards each other, along the dimensions that separate the classes better than the own mean of one and worse than the own mean of the other.',
        lesson: { isMutual: true },
      },
    },
    {
      when: { path: 'duc.kind', equals: 'label-aware' },
      change: {
        label: 'DUC that spares the own class',
        explanation:
          'DUC pulls the student\u2019s feature towards the teacher\u2019s, along the dimensions that separate the classes better than the teacher\u2019s own mean and worse than the student\u2019s own mean. It pushes nothing away from other samples of the same class.',
      },
    },
    {
      when: { path: 'duc.refreshEvery', isNot: 0 },
      change: { lesson: { renewed: 'They are chosen anew every {duc.refreshEvery} epochs.' } },
    },
  ],
});
