/** The switch that makes DI-MML as its authors’ code has it: which knobs it decides. Source: the code published with arXiv 2407.19514. */
import { AS_PUBLISHED } from '../../protocol/as-published';
import type { Decision, Knob } from '../../protocol/knobs';

export const AS_PUBLISHED_PATH = 'asPublished';

const DECIDES: readonly Decision[] = [
  // the published method without DUC is an ablation of it
  { path: 'duc.kind', value: 'dot', unless: 'off' },
  {
    path: 'duc.temperature',
    value: 50,
    byData: AS_PUBLISHED.map(({ pattern, tau }) => ({ pattern, value: tau })),
  },
  { path: 'duc.warmupEpochs', shareOfEpochs: 20 / 150 },
  {
    path: 'certainty.temperature',
    value: 1,
    byData: AS_PUBLISHED.map(({ pattern, certainty }) => ({ pattern, value: certainty })),
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
