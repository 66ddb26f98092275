/** G-Blend, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { ANSWERS_FROM_PARTS, FUSION_PREDICTION, fusedLoss, JOINT_STAGE } from './joint';
import { BLEND_AHEAD, BLEND_WEIGHT } from './steering';
import { privateLoss } from './unimodal';

export const gBlend: MethodDescription = {
  id: 'g-blend',
  label: 'G-Blend',
  explanation:
    'The fused loss and a loss of every encoder\u2019s own, weighed by how much each lowers the validation loss and how little it overfits.',
  citation:
    'Wang et al., What Makes Training Multi-modal Classification Networks Hard?, CVPR 2020, arXiv 1905.12681.',
  phrase: 'under blended gradients',
  validatesWhen: [{ path: 'mode', isNot: 'given' }],
  knobs: [
    {
      path: 'mode',
      kind: 'choice',
      choices: ['online', 'offline', 'given'],
      default: 'online',
      label: 'Weights of the losses',
      explanation:
        'Searched before every super-epoch, searched once before the first epoch by looking ahead over all of them, or as given. A search trains the nets once for every modality and once for the fused loss, as long as it looks ahead, so it costs a multiple of training; it needs validation samples.',
    },
    {
      path: 'superEpoch',
      kind: 'number',
      integer: true,
      min: 1,
      max: 5000,
      default: 10,
      label: 'Epochs of a super-epoch',
      explanation: 'How long online weights hold, and how far each search looks ahead.',
    },
    {
      path: 'floor',
      kind: 'number',
      min: 0.000001,
      max: 100,
      default: 0.05,
      label: 'Least overfitting',
      explanation:
        'Overfitting smaller than this, in nats, counts as this; divided by next to nothing, one loss would get all the weight.',
    },
    {
      path: 'weights',
      kind: 'number',
      perModality: true,
      min: 0,
      max: 100,
      default: 0.33,
      label: 'Given weight of the own losses',
      explanation: 'One number, or one for each modality; used where the weights are given.',
    },
    {
      path: 'fusedWeight',
      kind: 'number',
      min: 0,
      max: 100,
      default: 0.34,
      label: 'Given weight of the fused loss',
      explanation: 'Used where the weights are given.',
    },
    ...FUSION_KNOBS,
  ],
  stages: [{ ...JOINT_STAGE, trains: ['encoder', 'private-head', 'fusion-head'] }],
  losses: [fusedLoss, privateLoss(JOINT_STAGE.id)],
  steering: [BLEND_AHEAD, BLEND_WEIGHT],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `The fused loss of a sample reads and trains the features that it has, and each encoder\u2019s own loss is the mean over the samples that have its modality, in the search as well. ${ANSWERS_FROM_PARTS}`,
  },
};
