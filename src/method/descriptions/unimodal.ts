/** Each encoder alone, as it is told, and what the methods tell alike that begin so. */
import type { LossDeclaration, MethodDescription } from '../../protocol/catalogue';

/** The stage in which nobody hears of anybody else. */
export const ALONE_STAGE = { id: 'alone', label: 'Each encoder alone' } as const;

/** The loss of every method whose encoders first train alone. */
export const privateLoss = (stage: string): LossDeclaration => ({
  id: 'private',
  label: 'Cross-entropy of each private head',
  stage,
  on: 'own-feature',
  head: 'private-head',
  reaches: 'own',
});

/** What every method says whose losses each read one feature. */
export const LEARNS_FROM_WHAT_IS_THERE =
  'Each encoder learns from the samples that have its modality.';

export const unimodal: MethodDescription = {
  id: 'unimodal',
  label: 'Unimodal',
  explanation: 'Each encoder trains alone, as if the other modality did not exist.',
  trainsAlike: true,
  citation:
    'The baseline of every study of modality competition; loss R2 of DI-MML, arXiv 2407.19514.',
  knobs: [],
  stages: [{ ...ALONE_STAGE, trains: ['encoder', 'private-head'] }],
  losses: [privateLoss(ALONE_STAGE.id)],
  prediction: null,
  missing: { training: 'used', explanation: LEARNS_FROM_WHAT_IS_THERE },
};
