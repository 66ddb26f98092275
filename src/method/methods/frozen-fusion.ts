/**
 * Frozen fusion: unimodal models, frozen, with a fusion head on top: DI-MML without shared head, DUC and
 * certainty weights.
 */
import type { DeviceArray } from '../../engine/kernels/kernels';
import { FUSION_HEAD } from '../../protocol/names';
import type { Answers, Method, MethodRun, Readings, RunContext } from '../method';
import { ensembleReadouts } from '../model/detached-model';
import { FUSION_KNOBS, fusionShape } from '../model/fusion-knobs';
import {
  FUSION_EPOCHS_KNOB,
  FUSION_STAGE,
  FusionStage,
  frozenFusionLoss,
} from '../model/fusion-stage';
import { isolatedTraining } from '../model/isolated-training';
import { predictFrom } from '../model/predict-from';
import { FUSION_PREDICTION } from './joint';
import { privateLoss } from './unimodal';

const STAGE = { id: 'alone', label: 'Each encoder alone' } as const;
/** The ensembles that are read beside the head need a temperature; plain R9 has 1. */
const TEMPERATURE = 1;

function start(context: RunContext): MethodRun {
  // refusals come before anything is held on the device
  fusionShape(context);
  const alone = isolatedTraining(context, STAGE);
  const { model } = alone;
  const fusion = new FusionStage(context);
  const heads = (features: readonly DeviceArray[], rows: number) => ({
    ...model.privateLogits(features, rows),
    ...(fusion.hasBegun ? { [FUSION_HEAD]: fusion.logitsOf(features, rows) } : {}),
  });
  const read: MethodRun['read'] = (split, featuresOnly) =>
    featuresOnly || !fusion.hasBegun
      ? alone.read(split, featuresOnly)
      : model.training.bank.read(split, heads);
  const answers = (readings: Readings): Answers => {
    const ensembles = model.ensembles(readings, TEMPERATURE);
    const fusionHead = readings.logits[FUSION_HEAD];
    return {
      fusion: fusionHead ?? ensembles.probabilities,
      fusionSource: fusionHead ? 'method' : 'ensemble',
      readouts: { ...readings.logits, ...ensembleReadouts(ensembles) },
    };
  };
  return {
    stages: [alone.stage, fusion.stage(read)],
    read,
    answers,
    predictFrom: predictFrom(
      context,
      heads,
      (readings) =>
        readings.logits[FUSION_HEAD] ?? model.ensemble('probabilities', readings, TEMPERATURE),
    ),
    dimensionPairs: () => null,
    arenas: [alone.arena, fusion.arena],
    memory: alone.memory,
    free() {
      fusion.free();
      alone.free();
    },
  };
}

export const frozenFusion: Method = {
  description: {
    id: 'frozen-fusion',
    label: 'Frozen fusion',
    explanation: 'Each encoder trains alone and is frozen; then a fusion head learns on top.',
    trainsAlike: true,
    citation: 'DI-MML without shared head, DUC and certainty weights, arXiv 2407.19514.',
    knobs: [FUSION_EPOCHS_KNOB, ...FUSION_KNOBS],
    stages: [{ ...STAGE, trains: ['encoder', 'private-head'] }, FUSION_STAGE],
    losses: [privateLoss(STAGE.id), frozenFusionLoss],
    prediction: FUSION_PREDICTION,
  },
  start,
};
