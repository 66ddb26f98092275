/** Knobs of DUC, the loss by which modalities teach each other. */
import type { Knob } from '../../protocol/knobs';

export const DUC_KNOBS: readonly Knob[] = [
  {
    path: 'duc.kind',
    kind: 'choice',
    choices: ['cosine', 'dot', 'off', 'all', 'both-ways', 'ineffective', 'label-aware'],
    default: 'cosine',
    label: 'DUC',
    explanation:
      'How modalities teach each other: by cosine, by raw dot product (as published), not at all, or an ablation of it.',
  },
  {
    path: 'duc.temperature',
    kind: 'number',
    min: 0.01,
    max: 1000,
    default: 0.5,
    label: 'DUC temperature',
    explanation: 'Low: only the nearest samples count. High: a gentle pull on all of them.',
  },
  {
    path: 'duc.weight',
    kind: 'number',
    min: 0,
    max: 100,
    default: 1,
    label: 'DUC weight',
    explanation: 'How much DUC counts beside the classification losses.',
  },
  {
    path: 'duc.warmupEpochs',
    kind: 'number',
    integer: true,
    min: 0,
    max: 5000,
    default: 5,
    label: 'Warm-up epochs',
    explanation: 'Epochs before the complementary dimensions are chosen and DUC begins.',
  },
  {
    path: 'duc.refreshEvery',
    kind: 'number',
    integer: true,
    min: 0,
    max: 5000,
    default: 0,
    label: 'Choose dimensions anew every',
    explanation: 'Epochs between choices of the complementary dimensions; 0 chooses once.',
  },
];

/** A set of one dimension has no direction to compare: its cosine is only a sign. */
export const FEWEST_FOR_COSINE = 2;
