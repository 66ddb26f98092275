/** Unimodal: one separate model per modality on its own cross-entropy (R2). The "trained alone" yardstick. */
import type { LossDeclaration } from '../../protocol/catalogue';
import type { Method, MethodRun, RunContext } from '../method';
import { DetachedModel } from '../model/detached-model';

const STAGE = 'alone';

/** The loss of every method whose encoders first train alone. */
export const privateLoss = (stage: string): LossDeclaration => ({
  id: 'private',
  label: 'Cross-entropy of each private head',
  stage,
  on: 'own-feature',
  head: 'private-head',
  reaches: 'own',
});

function start(context: RunContext): MethodRun {
  const model = new DetachedModel(context);
  const { bank, arena } = model.training;
  return {
    stages: [
      {
        id: STAGE,
        label: 'Each encoder alone',
        epochs: context.settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        step: (learningRate) => model.step(learningRate),
        losses: () => model.losses(),
      },
    ],
    read: (split, featuresOnly) =>
      bank.read(split, (features, rows) =>
        featuresOnly ? {} : model.privateLogits(features, rows),
      ),
    answers: ({ logits }) => ({ fusion: null, fusionSource: 'method', readouts: logits }),
    dimensionPairs: () => null,
    arenas: [arena],
    memory: model.training.memory,
    free: () => model.free(),
  };
}

export const unimodal: Method = {
  description: {
    id: 'unimodal',
    label: 'Unimodal',
    explanation: 'Each encoder trains alone, as if the other modality did not exist.',
    citation:
      'The baseline of every study of modality competition; loss R2 of DI-MML, arXiv 2407.19514.',
    knobs: [],
    stages: [{ id: STAGE, label: 'Each encoder alone', trains: ['encoder', 'private-head'] }],
    losses: [privateLoss(STAGE)],
    prediction: null,
  },
  start,
};
