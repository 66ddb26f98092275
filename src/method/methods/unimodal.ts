/** Unimodal: one separate model per modality on its own cross-entropy (R2). The "trained alone" yardstick. */
import type { LossDeclaration } from '../../protocol/catalogue';
import type { Method, MethodRun, RunContext } from '../method';
import { isolatedTraining } from '../model/isolated-training';

const STAGE = { id: 'alone', label: 'Each encoder alone' } as const;

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

function start(context: RunContext): MethodRun {
  const alone = isolatedTraining(context, STAGE);
  return {
    stages: [alone.stage],
    read: (split, featuresOnly) => alone.read(split, featuresOnly),
    answers: ({ logits }) => ({ fusion: null, fusionSource: 'method', readouts: logits }),
    dimensionPairs: () => null,
    arenas: [alone.arena],
    memory: alone.memory,
    free: () => alone.free(),
  };
}

export const unimodal: Method = {
  description: {
    id: 'unimodal',
    label: 'Unimodal',
    explanation: 'Each encoder trains alone, as if the other modality did not exist.',
    trainsAlike: true,
    citation:
      'The baseline of every study of modality competition; loss R2 of DI-MML, arXiv 2407.19514.',
    knobs: [],
    stages: [{ ...STAGE, trains: ['encoder', 'private-head'] }],
    losses: [privateLoss(STAGE.id)],
    prediction: null,
    missing: { training: 'used', explanation: LEARNS_FROM_WHAT_IS_THERE },
  },
  start,
};
