/** Joint: one fused cross-entropy trains every encoder (R1). The baseline in which modalities compete. */
import { FusionHead, fusionHeadSpecs } from '../../engine/layers/fusion-head';
import { startedArena, trainStep } from '../build';
import { EncoderBank, encoderSpecs } from '../encoder-bank';
import { FUSION_KNOBS, fusionShape } from '../fusion-knobs';
import type { Method, MethodRun, RunContext } from '../method';

const STAGE = 'joint';

function start(context: RunContext): MethodRun {
  const { kernels, data, settings, batchSize } = context;
  const shape = fusionShape(context);
  const ids = data.modalities.map(({ id }) => id);
  const arena = startedArena(context, [
    ...encoderSpecs(context),
    ...fusionHeadSpecs('fusion', shape, ['fusion-head']),
  ]);
  const bank = new EncoderBank(context, arena);
  const head = new FusionHead(kernels, arena, 'fusion', shape);
  const tape = head.tape(batchSize);
  const recorder = kernels.recorder();

  return {
    stages: [
      {
        id: STAGE,
        label: 'Joint training',
        epochs: settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        step(learningRate) {
          trainStep(context, arena, learningRate, () => {
            bank.forward();
            const logits = head.forward(bank.features, tape);
            kernels.clear(tape.dLogits);
            kernels.crossEntropy(logits, bank.targets, 1, tape.dLogits, {
              recorder,
              name: 'fusion',
            });
            // the wall is open: the fused loss reaches every encoder
            head.backward(bank.features, tape, bank.dFeatures);
            bank.backward();
          });
        },
        async losses() {
          const losses = await recorder.drain();
          return { ...losses, total: losses.fusion ?? Number.NaN };
        },
      },
    ],
    read: (split, featuresOnly) =>
      bank.read(split, (features, rows) => {
        if (featuresOnly) return {};
        const evaluation = head.tape(rows);
        head.forward(features, evaluation);
        const fusionHead = kernels.allocate([rows, data.classes]);
        kernels.add(evaluation.logits, fusionHead);
        const readouts = head.hasReadouts
          ? ids.map((id, m) => {
              const out = kernels.allocate([rows, data.classes]);
              head.readout(m, evaluation, out);
              return [id, out] as const;
            })
          : [];
        head.freeTape(evaluation);
        return { fusionHead, ...Object.fromEntries(readouts) };
      }),
    answers: ({ logits }) => ({
      fusion: logits.fusionHead ?? null,
      fusionSource: 'method',
      readouts: logits,
    }),
    dimensionPairs: () => null,
    parameters: () => arena.read(),
    free() {
      recorder.free();
      head.freeTape(tape);
      bank.free();
      arena.free();
    },
  };
}

export const joint: Method = {
  description: {
    id: 'joint',
    label: 'Joint',
    explanation: 'One loss on the fused features trains every encoder at once.',
    citation: 'The common baseline; loss R1 of DI-MML, arXiv 2407.19514.',
    knobs: FUSION_KNOBS,
    stages: [{ id: STAGE, label: 'Joint training', trains: ['encoder', 'fusion-head'] }],
    losses: [
      {
        id: 'fusion',
        label: 'Cross-entropy of the fusion head',
        stage: STAGE,
        on: 'fused-features',
        head: 'fusion-head',
        reaches: 'all',
      },
    ],
    prediction: 'The fusion head’s answer',
  },
  start,
};
