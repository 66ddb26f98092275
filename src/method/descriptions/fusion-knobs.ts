/** Knobs of every method with a fusion head. */
import { FUSION_KINDS } from '../../engine/heads/fusion-types';
import type { Knob } from '../../protocol/knobs';

/** What needs features of one length under a tied sum. */
export const TIED_SUM = 'a fusion by one map of the sum';

export const FUSION_KNOBS: readonly Knob[] = [
  {
    path: 'fusion',
    kind: 'choice',
    choices: FUSION_KINDS,
    oneFeatureLength: { under: 'sum-tied', because: TIED_SUM },
    default: 'concat',
    label: 'Fusion',
    explanation:
      'How the features meet: side by side, a linear map of each added up (as in the papers), added up under one map for all, or one modulating the other (FiLM, gated; two modalities).',
  },
  {
    path: 'fusionHidden',
    kind: 'number',
    integer: true,
    min: 0,
    max: 512,
    default: 0,
    label: 'Hidden units in the fusion head',
    explanation: 'A hidden layer lets the fusion head combine features; 0 keeps it linear.',
  },
];
