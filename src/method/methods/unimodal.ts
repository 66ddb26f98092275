/** Unimodal: one separate model per modality on its own cross-entropy (R2). The "trained alone" yardstick. */
import { LinearHead, linearHeadSpecs } from '../../engine/layers/linear-head';
import { classify, startedArena, TrainedHead, trainStep } from '../build';
import { EncoderBank, encoderSpecs, featureDims } from '../encoder-bank';
import type { Method, MethodRun, RunContext } from '../method';

const STAGE = 'alone';

function start(context: RunContext): MethodRun {
  const { kernels, data, settings } = context;
  const dims = featureDims(context);
  const ids = data.modalities.map(({ id }) => id);
  const arena = startedArena(context, [
    ...encoderSpecs(context),
    ...ids.flatMap((id, m) =>
      linearHeadSpecs(`${id}.head`, dims[m] as number, data.classes, ['private-head', id]),
    ),
  ]);
  const bank = new EncoderBank(context, arena);
  const heads = ids.map(
    (id) => new TrainedHead(context, new LinearHead(kernels, arena, `${id}.head`)),
  );
  const recorder = kernels.recorder();

  return {
    stages: [
      {
        id: STAGE,
        label: 'Each encoder alone',
        epochs: settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        step(learningRate) {
          trainStep(context, arena, learningRate, () => {
            bank.forward();
            ids.forEach((id, m) => {
              const feature = bank.features[m];
              const into = bank.dFeatures[m];
              const head = heads[m];
              if (!feature || !into || !head) return;
              classify(context, head, feature, bank.targets, 1, into, { recorder, name: id });
            });
            bank.backward();
          });
        },
        async losses() {
          const losses = await recorder.drain();
          return { ...losses, total: ids.reduce((sum, id) => sum + (losses[id] ?? 0), 0) };
        },
      },
    ],
    read: (split, featuresOnly) =>
      bank.read(split, (features, rows) =>
        featuresOnly
          ? {}
          : Object.fromEntries(
              ids.flatMap((id, m) => {
                const feature = features[m];
                const head = heads[m];
                return feature && head ? [[id, head.logitsOf(feature, rows)]] : [];
              }),
            ),
      ),
    answers: ({ logits }) => ({ fusion: null, fusionSource: 'method', readouts: logits }),
    dimensionPairs: () => null,
    parameters: () => arena.read(),
    free() {
      recorder.free();
      for (const head of heads) head.free();
      bank.free();
      arena.free();
    },
  };
}

export const unimodal: Method = {
  description: {
    id: 'unimodal',
    label: 'Unimodal',
    explanation: 'Each encoder trains alone, as if the other modality did not exist.',
    citation: 'The baseline of every study of modality competition; loss R2 of DI-MML, arXiv 2407.19514.',
    knobs: [],
    stages: [{ id: STAGE, label: 'Each encoder alone', trains: ['encoder', 'private-head'] }],
    losses: [
      {
        id: 'private',
        label: 'Cross-entropy of each private head',
        stage: STAGE,
        on: 'own-feature',
        head: 'private-head',
        reaches: 'own',
      },
    ],
    prediction: null,
  },
  start,
};
