/** The switch that makes DI-MML as its authors’ code has it: which knobs it decides. Source: the code published with arXiv 2407.19514. */
import type { Decision, Knob } from '../../protocol/knobs';

export const AS_PUBLISHED_PATH = 'asPublished';

/** The published sets by the name of a person's files, with DUC's and the certainty temperature. */
const SETS = [
  { pattern: '\\bcrema', tau: 50, certainty: 1 },
  { pattern: '\\bave(\\b|_)', tau: 10, certainty: 3 },
  { pattern: '\\bucf-?101', tau: 10, certainty: 1 },
  { pattern: '\\bmodelnet-?40', tau: 50, certainty: 3 },
] as const;

const DECIDES: readonly Decision[] = [
  // the published method without DUC is an ablation of it
  { path: 'duc.kind', value: 'dot', unless: 'off' },
  {
    path: 'duc.temperature',
    value: 50,
    byData: SETS.map(({ pattern, tau }) => ({ pattern, value: tau })),
  },
  { path: 'duc.warmupEpochs', shareOfEpochs: 20 / 150 },
  {
    path: 'certainty.temperature',
    value: 1,
    byData: SETS.map(({ pattern, certainty }) => ({ pattern, value: certainty })),
  },
];

export const AS_PUBLISHED_KNOB: Knob = {
  path: AS_PUBLISHED_PATH,
  kind: 'flag',
  default: false,
  label: 'As published',
  explanation:
    'Exactly as in its authors\u2019 code, by one switch. DUC by raw dot products, begun after 20 in 150 epochs; tau 50 and certainty temperature 1, or those published for CREMA-D, AVE, UCF101 and ModelNet40. A ReLU at the end of this run\u2019s encoders.',
  decides: DECIDES,
};
