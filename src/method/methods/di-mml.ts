/**
 * DI-MML, Detached and Interactive Multimodal Learning (Fan et al., ACM MM 2024, arXiv 2407.19514).
 * Stage 1: each encoder learns from its own head (R2) and the shared head (R3); after the warm-up the
 * complementary dimensions are chosen once (R4-R6) and DUC (R7) joins, summed as R8. Stage 2: encoders frozen,
 * a fusion head on their features. Prediction: certainty-weighted logits (R9).
 * No gradient of a loss on fused features ever reaches an encoder; the teacher of DUC is a constant.
 */

import { linearHeadSpecs } from '../../engine/heads/linear-head';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { accuracy, type Matrix } from '../../math/matrix';
import { zip } from '../../math/zip';
import {
  EQUAL_WEIGHTS,
  FUSION_HEAD,
  ownKey,
  sharedKey,
  TEACHING_LOSS,
  TOTAL_LOSS,
} from '../../protocol/names';
import { SettingsError } from '../../protocol/settings';
import { ENCODER_STAGE, SHARED_AND_DUC } from '../descriptions/di-mml';
import type { Answers, MethodRun, Readings, RunContext } from '../method';
import { certaintyWeighted, meanOf, type Voices } from '../model/certainty';
import { chooseDimensions, type DimensionPair } from '../model/complementary-dimensions';
import { DetachedModel, ensembleReadouts } from '../model/detached-model';
import { commonFeatureDim } from '../model/encoder-bank';
import { fusionShape } from '../model/fusion-knobs';
import { FusionStage } from '../model/fusion-stage';
import { SHARED_HEAD_MODULE } from '../model/parameter-names';
import { predictFrom } from '../model/predict-from';
import { haveAll, whereThere } from '../model/present';
import { logitsOf } from '../model/readings';
import { TrainedHead } from '../model/trained-head';
import { remembering, rememberingAll } from '../run/remembering';
import { asPublished } from './as-published';
import { Duc } from './duc';

/** Certainty temperatures tried by "auto", from the mildest down, so that a tie keeps the mildest weighting. */
const TEMPERATURES = [10, 3, 1, 0.3, 0.1, 0.03];

/** The certainty temperature in use; "auto" waits for validation data. */
class Certainty {
  temperature: number;
  private readonly auto: boolean;
  readonly on: boolean;

  constructor({ knobs, data, run }: RunContext) {
    const given = knobs.numberOrWord('certainty.temperature');
    this.auto = given === null;
    this.temperature = given ?? 1;
    this.on = knobs.choice('certainty.weighting') === 'on';
    if (this.auto && !data.validation) {
      throw new SettingsError(
        `methods.${run}.certainty.temperature`,
        'The certainty temperature is "auto", which is chosen on validation samples, but there are none.',
        'Set samples.validation (or split.validation) above 0, or give the temperature a number.',
      );
    }
  }

  combine(heads: readonly Matrix[], voices: Voices): Matrix {
    return this.on ? certaintyWeighted(heads, this.temperature, voices) : meanOf(heads, voices);
  }

  /** Takes the temperature under which the heads are right most often, where it may choose. */
  tune(heads: readonly Matrix[], voices: Voices, labels: Int32Array): void {
    if (!this.auto) return;
    let best = -1;
    for (const candidate of TEMPERATURES) {
      const score = accuracy(certaintyWeighted(heads, candidate, voices), labels);
      if (score > best) {
        best = score;
        this.temperature = candidate;
      }
    }
  }
}

export function start(given: RunContext): MethodRun {
  const context = asPublished(given);
  const { data, settings, knobs } = context;
  const dims = commonFeatureDim(context, SHARED_AND_DUC);
  const certainty = new Certainty(context);
  const sharedWeight = knobs.number('sharedWeight');
  const rateFactor = knobs.number('learningRateFactor');
  const warmup = knobs.number('duc.warmupEpochs');
  const refreshEvery = knobs.number('duc.refreshEvery');

  // refusals come before anything is held on the device
  fusionShape(context);
  const model = new DetachedModel(
    context,
    linearHeadSpecs(SHARED_HEAD_MODULE.name, dims, data.classes, SHARED_HEAD_MODULE.stream),
  );
  const fusion = new FusionStage(context);
  const { training } = model;
  const { bank, recorder } = training;
  const lanes = training.lanes.map((lane) => ({ lane, sharedKey: sharedKey(lane.id) }));
  const shared = new TrainedHead(training, SHARED_HEAD_MODULE.name);
  const duc = new Duc(context, bank);
  let pairs: readonly DimensionPair[] | null = null;

  const heads = (features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> => {
    const read = sharedWeight > 0 ? zip(lanes, features) : [];
    return {
      ...model.privateLogits(features, rows),
      ...Object.fromEntries(
        read.map(([{ sharedKey }, feature]) => [sharedKey, shared.logitsOf(feature, rows)]),
      ),
      ...(fusion.hasBegun ? { [FUSION_HEAD]: fusion.logitsOf(features, rows) } : {}),
    };
  };
  const read: MethodRun['read'] = (split, featuresOnly) =>
    bank.read(split, featuresOnly ? () => ({}) : heads);

  const voterKeys = [...model.heads.keys, FUSION_HEAD];
  const voters = (readings: Readings) => voterKeys.map((key) => logitsOf(readings, key));
  /** A private head has a say where its modality is there, the fusion head where all are. */
  const voices = ({ has = lanes.map(() => null) }: Readings): Voices => [...has, haveAll(has)];

  const answers = (readings: Readings): Answers => {
    const ensembles = model.ensembles(readings, certainty.temperature);
    const readouts = { ...readings.logits, ...ensembleReadouts(ensembles) };
    if (!readings.logits[FUSION_HEAD]) {
      return { fusion: ensembles.probabilities, fusionSource: 'ensemble', readouts };
    }
    const votes = voters(readings);
    return {
      fusion: certainty.combine(votes, voices(readings)),
      fusionSource: 'method',
      readouts: { ...readouts, [EQUAL_WEIGHTS]: meanOf(votes, voices(readings)) },
      needAll: [FUSION_HEAD],
      ...(certainty.on
        ? { certainty: { heads: voterKeys, temperature: certainty.temperature } }
        : {}),
    };
  };

  return {
    stages: [
      {
        id: ENCODER_STAGE,
        label: 'Encoders, detached',
        epochs: settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        async beforeEpoch(epoch) {
          if (epoch < warmup || duc.isOff) return;
          const due = refreshEvery > 0 && (epoch - warmup) % refreshEvery === 0;
          if (pairs !== null && !due) return;
          const { features, has = [] } = await read(data.train, true);
          const there = features.map((feature, m) =>
            whereThere(feature, data.train.labels, has[m] ?? null),
          );
          pairs = chooseDimensions(there, data.classes, duc.rule);
          duc.setPairs(pairs);
        },
        step(learningRate) {
          training.step(learningRate * rateFactor, `DUC ${duc.choices}`, {
            losses() {
              model.learnApart();
              if (sharedWeight > 0) {
                for (const { lane, sharedKey } of lanes) {
                  shared.learn(lane, sharedWeight, { recorder, name: sharedKey });
                }
              }
              duc.addGradients(recorder);
            },
          });
        },
        async losses() {
          const losses = duc.summed(await recorder.drain());
          const heads = lanes.reduce(
            (sum, { lane, sharedKey }) =>
              sum + (losses[ownKey(lane.id)] ?? 0) + sharedWeight * (losses[sharedKey] ?? 0),
            0,
          );
          return {
            ...losses,
            [TOTAL_LOSS]: heads + duc.weight * (losses[TEACHING_LOSS] ?? 0),
          };
        },
      },
      fusion.stage(read),
    ],
    read,
    answers,
    predictFrom: predictFrom(context, heads, (readings) =>
      readings.logits[FUSION_HEAD]
        ? certainty.combine(voters(readings), voices(readings))
        : model.ensemble('probabilities', readings, certainty.temperature),
    ),
    dimensionRule: duc.rule,
    tune(readings, labels) {
      if (readings.logits[FUSION_HEAD]) certainty.tune(voters(readings), voices(readings), labels);
    },
    dimensionPairs: () => pairs,
    arenas: [training.arena, fusion.arena],
    memory: rememberingAll({
      training: training.memory,
      choice: remembering(
        () => ({
          pairs: pairs?.map((pair) => ({ ...pair })) ?? null,
          temperature: certainty.temperature,
        }),
        (saved) => {
          certainty.temperature = saved.temperature;
          pairs = saved.pairs;
          if (pairs) duc.setPairs(pairs);
        },
      ),
    }),
    free() {
      fusion.free();
      duc.free();
      shared.free();
      model.free();
    },
  };
}
