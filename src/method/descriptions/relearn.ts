/** Diagnosing and re-learning, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { ANSWERS_FROM_PARTS, FUSION_PREDICTION, fusedLoss, JOINT_STAGES } from './joint';
import { RELEARN_RESTART } from './steering';

export const relearn: MethodDescription = {
  id: 'relearn',
  label: 'Diagnosing & Re-learning',
  explanation:
    'Joint training in which an encoder whose clusters do not carry over to validation samples is set back towards its first weights.',
  citation:
    'Wei et al., Diagnosing and Re-learning for Balanced Multimodal Learning, ECCV 2024, arXiv 2407.09705.',
  phrase: 'under re-learning',
  validatesWhen: [],
  knobs: [
    {
      path: 'every',
      kind: 'number',
      integer: true,
      min: 1,
      max: 5000,
      default: 20,
      label: 'Epochs between re-learnings',
      explanation:
        'Encoders are diagnosed and set back after this many epochs and one more, and again every so many. Needs validation samples.',
    },
    {
      path: 'times',
      kind: 'number',
      integer: true,
      min: 0,
      max: 1000,
      default: 3,
      label: 'How often at most',
      explanation: 'After so many re-learnings training goes on undisturbed.',
    },
    {
      path: 'lambda',
      kind: 'number',
      min: 0,
      max: 100,
      default: 3,
      label: 'Strength (lambda)',
      explanation:
        'An encoder is set back by tanh(lambda times its purity gap): with 3, a gap of 10 points sets it back by 29 %; 0 leaves joint training as it is.',
    },
    {
      path: 'resetMomentum',
      kind: 'flag',
      default: false,
      label: 'Forget momentum',
      explanation:
        'Whether the optimizer also forgets the momentum of an encoder that was set back. The authors\u2019 code keeps it.',
    },
    ...FUSION_KNOBS,
  ],
  stages: JOINT_STAGES,
  losses: [fusedLoss],
  steering: [RELEARN_RESTART],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `The fused loss of a sample reads and trains the features that it has; a modality\u2019s clusters are those of the samples that have it. ${ANSWERS_FROM_PARTS}`,
  },
};
