/**
 * DI-MML, Detached and Interactive Multimodal Learning (Fan et al., ACM MM 2024, arXiv 2407.19514).
 * Stage 1: each encoder learns from its own head (R2) and the shared head (R3); after the warm-up the
 * complementary dimensions are chosen once (R4-R6) and DUC (R7) joins, summed as R8. Stage 2: encoders frozen,
 * a fusion head on their features. Prediction: certainty-weighted logits (R9).
 * No gradient of a loss on fused features ever reaches an encoder; the teacher of DUC is a constant.
 */
import { FusionHead, fusionHeadSpecs } from '../../engine/layers/fusion-head';
import { LinearHead, linearHeadSpecs } from '../../engine/layers/linear-head';
import { accuracy, type Matrix, softmaxRows } from '../../math/matrix';
import { SettingsError } from '../../protocol/settings';
import { classify, startedArena, TrainedHead, trainStep } from '../build';
import { certaintyWeighted, meanOf } from '../certainty';
import { chooseDimensions, type DimensionPair } from '../complementary-dimensions';
import { commonFeatureDim, EncoderBank, encoderSpecs } from '../encoder-bank';
import { FUSION_KNOBS, fusionShape } from '../fusion-knobs';
import { FusionStage } from '../fusion-stage';
import type { Answers, Method, MethodRun, Readings, RunContext } from '../method';
import { Duc, ducLosses, DUC_KNOBS } from './duc';

const STAGE_1 = 'encoders';
const STAGE_2 = 'fusion';
/** Certainty temperatures tried by "auto". */
const TEMPERATURES = [0.03, 0.1, 0.3, 1, 3, 10];

const sharedName = (id: string) => `shared.${id}`;

function start(context: RunContext): MethodRun {
  const { kernels, data, settings, knobs } = context;
  const dims = commonFeatureDim(context, 'DI-MML, whose shared head and DUC read every modality,');
  const ids = data.modalities.map(({ id }) => id);
  const sharedWeight = knobs.number('sharedWeight');
  const rateFactor = knobs.number('learningRateFactor');
  const warmup = knobs.number('duc.warmupEpochs');
  const refreshEvery = knobs.number('duc.refreshEvery');
  let temperature = knobs.numberOrWord('certainty.temperature');
  if (temperature === null && !data.validation) {
    throw new SettingsError(
      'methods.di-mml.certainty.temperature',
      'The certainty temperature is "auto", which is chosen on validation samples, but there are none.',
      'Set samples.validation (or split.validation) above 0, or give the temperature a number.',
    );
  }

  const arena = startedArena(context, [
    ...encoderSpecs(context),
    ...ids.flatMap((id) =>
      linearHeadSpecs(`${id}.head`, dims, data.classes, ['private-head', id]),
    ),
    ...linearHeadSpecs('shared', dims, data.classes, ['shared-head']),
  ]);
  const bank = new EncoderBank(context, arena);
  const privateHeads = ids.map(
    (id) => new TrainedHead(context, new LinearHead(kernels, arena, `${id}.head`)),
  );
  const shared = new TrainedHead(context, new LinearHead(kernels, arena, 'shared'));
  const duc = new Duc(context, bank);
  const recorder = kernels.recorder();
  const shape = fusionShape(context);
  const fusionArena = startedArena(context, fusionHeadSpecs('fusion', shape, ['fusion-head']));
  const fusion = new FusionStage(
    context,
    fusionArena,
    new FusionHead(kernels, fusionArena, 'fusion', shape),
  );
  let pairs: readonly DimensionPair[] | null = null;
  let fused = false;

  const read: MethodRun['read'] = (split, featuresOnly) =>
    bank.read(split, (features, rows) => {
      if (featuresOnly) return {};
      const heads = ids.flatMap((id, m) => {
        const feature = features[m];
        const head = privateHeads[m];
        if (!feature || !head) return [];
        const own = [[id, head.logitsOf(feature, rows)] as const];
        return sharedWeight > 0
          ? [...own, [sharedName(id), shared.logitsOf(feature, rows)] as const]
          : own;
      });
      return {
        ...Object.fromEntries(heads),
        ...(fused ? { fusionHead: fusion.logitsOf(features, rows) } : {}),
      };
    });

  const weighting = knobs.choice('certainty.weighting') === 'on';
  const answers = ({ logits }: Readings): Answers => {
    const own = ids.map((id) => logits[id] as Matrix);
    const probabilities = meanOf(own.map(softmaxRows));
    const ensembles = {
      ensembleLogits: meanOf(own),
      ensembleProbabilities: probabilities,
      ensembleCertainty: certaintyWeighted(own, temperature ?? 1),
    };
    const fusionHead = logits.fusionHead;
    if (!fusionHead) {
      return {
        fusion: probabilities,
        fusionSource: 'ensemble',
        readouts: { ...logits, ...ensembles },
      };
    }
    const all = [...own, fusionHead];
    const equalWeights = meanOf(all);
    return {
      fusion: weighting ? certaintyWeighted(all, temperature ?? 1) : equalWeights,
      fusionSource: 'method',
      readouts: { ...logits, ...ensembles, equalWeights },
    };
  };

  return {
    stages: [
      {
        id: STAGE_1,
        label: 'Encoders, detached',
        epochs: settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        async beforeEpoch(epoch) {
          if (epoch < warmup || duc.isOff) return;
          const due = refreshEvery > 0 && (epoch - warmup) % refreshEvery === 0;
          if (pairs !== null && !due) return;
          const { features } = await read(data.train, true);
          pairs = chooseDimensions(features, data.train.labels, data.classes, duc.rule);
          duc.setPairs(pairs);
        },
        step(learningRate) {
          trainStep(context, arena, learningRate * rateFactor, () => {
            bank.forward();
            ids.forEach((id, m) => {
              const feature = bank.features[m];
              const into = bank.dFeatures[m];
              const head = privateHeads[m];
              if (!feature || !into || !head) return;
              classify(context, head, feature, bank.targets, 1, into, { recorder, name: id });
              if (sharedWeight > 0) {
                const record = { recorder, name: sharedName(id) };
                classify(context, shared, feature, bank.targets, sharedWeight, into, record);
              }
            });
            duc.addGradients(recorder);
            bank.backward();
          });
        },
        async losses() {
          const losses = ducLosses(await recorder.drain(), duc);
          const heads = ids.reduce(
            (sum, id) =>
              sum + (losses[id] ?? 0) + sharedWeight * (losses[sharedName(id)] ?? 0),
            0,
          );
          return { ...losses, total: heads + duc.weight * (losses.duc ?? 0) };
        },
      },
      {
        id: STAGE_2,
        label: 'Fusion head on frozen encoders',
        epochs: knobs.number('fusionEpochs'),
        order: 'fusion',
        async begin() {
          const { features } = await read(data.train, true);
          fusion.begin(features);
          fused = true;
        },
        feeder: () => fusion.feeder(),
        step: (learningRate) => fusion.step(learningRate),
        losses: () => fusion.losses(),
      },
    ],
    read,
    answers,
    tune(readings, labels) {
      if (knobs.numberOrWord('certainty.temperature') !== null || !readings.logits.fusionHead) return;
      const heads = [...ids, 'fusionHead'].map((name) => readings.logits[name] as Matrix);
      let best = -1;
      // from the mildest down, so that a tie keeps the mildest weighting
      for (const candidate of [...TEMPERATURES].reverse()) {
        const score = accuracy(certaintyWeighted(heads, candidate), labels);
        if (score > best) {
          best = score;
          temperature = candidate;
        }
      }
    },
    dimensionPairs: () => pairs,
    async parameters() {
      return new Map([...(await arena.read()), ...(await fusionArena.read())]);
    },
    free() {
      recorder.free();
      fusion.free();
      fusionArena.free();
      duc.free();
      for (const head of [...privateHeads, shared]) head.free();
      bank.free();
      arena.free();
    },
  };
}

export const diMml: Method = {
  description: {
    id: 'di-mml',
    label: 'DI-MML',
    explanation:
      'Each encoder learns from its own loss; they share one classifier and teach each other along complementary dimensions; a fusion head comes last.',
    citation:
      'Fan et al., Detached and Interactive Multimodal Learning, ACM MM 2024, arXiv 2407.19514.',
    knobs: [
      {
        path: 'sharedWeight',
        kind: 'number',
        min: 0,
        max: 10,
        default: 1,
        label: 'Shared classifier',
        explanation: 'Weight of the head that every modality trains together; 0 switches it off.',
      },
      ...DUC_KNOBS,
      {
        path: 'fusionEpochs',
        kind: 'number',
        integer: true,
        min: 1,
        max: 5000,
        default: 15,
        label: 'Epochs of the fusion head',
        explanation: 'How long the fusion head trains once the encoders are frozen.',
      },
      {
        path: 'certainty.temperature',
        kind: 'number',
        min: 0.001,
        max: 1000,
        default: 0.1,
        orWord: 'auto',
        label: 'Certainty temperature',
        explanation:
          'Low: the surest head decides each sample. High: all heads count alike. "auto" is chosen on validation samples.',
      },
      {
        path: 'certainty.weighting',
        kind: 'choice',
        choices: ['on', 'off'],
        default: 'on',
        label: 'Certainty weighting',
        explanation: 'Off: every head counts alike.',
      },
      {
        path: 'learningRateFactor',
        kind: 'number',
        min: 0.01,
        max: 100,
        default: 1,
        label: 'Learning-rate factor of the encoder stage',
        explanation:
          'The honest control for the shared classifier: 2 here with the shared classifier off.',
      },
      ...FUSION_KNOBS,
    ],
    stages: [
      {
        id: STAGE_1,
        label: 'Encoders, detached',
        trains: ['encoder', 'private-head', 'shared-head'],
      },
      { id: STAGE_2, label: 'Fusion head on frozen encoders', trains: ['fusion-head'] },
    ],
    losses: [
      {
        id: 'private',
        label: 'Cross-entropy of each private head',
        stage: STAGE_1,
        on: 'own-feature',
        head: 'private-head',
        reaches: 'own',
      },
      {
        id: 'shared',
        label: 'Cross-entropy of the shared head',
        stage: STAGE_1,
        on: 'own-feature',
        head: 'shared-head',
        reaches: 'own',
        offWhen: { path: 'sharedWeight', equals: 0 },
      },
      {
        id: 'duc',
        label: 'DUC along complementary dimensions',
        stage: STAGE_1,
        on: 'paired-features',
        reaches: 'student',
        offWhen: { path: 'duc.kind', equals: 'off' },
      },
      {
        id: 'fusion',
        label: 'Cross-entropy of the fusion head',
        stage: STAGE_2,
        on: 'fused-features',
        head: 'fusion-head',
        reaches: 'none',
      },
    ],
    prediction: 'The certainty-weighted sum of the private heads’ and the fusion head’s logits',
  },
  start,
};
