/** MLA, as it is told. */
import type { MethodDescription } from '../../protocol/catalogue';
import { ruleKnob } from './rule-knob';
import { IN_TURN } from './steering';
import { LEARNS_FROM_WHAT_IS_THERE } from './unimodal';

/** The stage in which modalities take turns within every batch. */
export const ALTERNATING_STAGE = {
  id: 'alternating',
  label: 'One modality after the other',
} as const;

/** What needs features of one length. */
export const MLA_HEAD = 'MLA, whose head reads every modality,';

export const mla: MethodDescription = {
  id: 'mla',
  label: 'MLA',
  explanation:
    'All modalities share one head and take turns at it: in every batch each has a step of its own.',
  citation:
    'Zhang et al., Multimodal Representation Learning by Alternating Unimodal Adaptation, CVPR 2024, arXiv 2311.10707.',
  oneFeatureLength: MLA_HEAD,
  knobs: [
    ruleKnob(
      'an encoder whose turn is over steps again, with a gradient of 0, whenever another has its turn, and nothing is ever projected',
      'main.py:419-475; utils/utils.py:32 looks for a weight of another name',
    ),
    {
      path: 'projection',
      kind: 'choice',
      choices: ['off', 'paper', 'normalised'],
      default: 'off',
      label: 'Projection of the head\u2019s gradient',
      explanation:
        'Takes out of the head\u2019s gradient the directions that features have taken so far. "normalised" divides the projection by its norm, as the authors\u2019 code would, which also makes the head\u2019s steps smaller. Acts under the written rule only.',
    },
    {
      path: 'turns',
      kind: 'choice',
      choices: ['as-listed', 'drawn'],
      default: 'as-listed',
      label: 'Order of the turns',
      explanation: 'As the data list the modalities, or drawn anew for every batch.',
    },
    {
      path: 'prediction',
      kind: 'choice',
      choices: ['dynamic', 'static'],
      default: 'dynamic',
      label: 'Weights of the answer',
      explanation:
        'Dynamic: sample by sample, the modality whose answer has the lower entropy weighs more. Static: 0.55 and 0.45, all alike from three modalities on.',
    },
  ],
  stages: [{ ...ALTERNATING_STAGE, trains: ['encoder', 'shared-head'] }],
  losses: [
    {
      id: 'shared',
      label: 'Cross-entropy of the shared head',
      explanation:
        'One classifier that every modality trains, each in its turn: whoever comes later finds it as the one before has left it.',
      stage: ALTERNATING_STAGE.id,
      on: 'own-feature',
      head: 'shared-head',
      reaches: 'own',
    },
  ],
  steering: [{ ...IN_TURN, stage: ALTERNATING_STAGE.id }],
  prediction: 'The shared head\u2019s answers, weighed by how sure each is',
  missing: {
    training: 'used',
    explanation: `${LEARNS_FROM_WHAT_IS_THERE} The answer is weighed over the modalities that are there; with one of them it is that modality\u2019s own.`,
  },
};
