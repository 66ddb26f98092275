/**
 * Frozen fusion: unimodal models, frozen, with a fusion head on top: DI-MML without shared head, DUC and
 * certainty weights.
 */

import type { DeviceArray } from '../../engine/kernels/kernels';
import type { Matrix } from '../../math/matrix';
import { FUSION_HEAD } from '../../protocol/names';
import { ALONE_STAGE } from '../descriptions/unimodal';
import type { Answers, MethodRun, Readings, RunContext } from '../method';
import { ensembleReadouts } from '../model/detached-model';
import { fusionShape } from '../model/fusion-knobs';
import { FusionStage } from '../model/fusion-stage';
import { isolatedTraining } from '../model/isolated-training';
import { predictFrom } from '../model/predict-from';
import { haveAll } from '../model/present';

/** The ensembles that are read beside the head need a temperature; plain R9 has 1. */
const TEMPERATURE = 1;

/** The fusion head's scores where every modality is there, else those of the heads whose modality is. */
function whereAllElse({ has = [] }: Readings, whole: Matrix, parts: Matrix): Matrix {
  const all = haveAll(has);
  if (!all) return whole;
  const { rows, columns } = whole;
  const values = Float64Array.from(whole.values);
  all.forEach((is, row) => {
    const stretch = parts.values.subarray(row * columns, (row + 1) * columns);
    if (is === 0) values.set(stretch, row * columns);
  });
  return { values, rows, columns };
}

export function start(context: RunContext): MethodRun {
  // refusals come before anything is held on the device
  fusionShape(context);
  const alone = isolatedTraining(context, ALONE_STAGE);
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
      fusion: fusionHead
        ? whereAllElse(readings, fusionHead, ensembles.probabilities)
        : ensembles.probabilities,
      fusionSource: fusionHead ? 'method' : 'ensemble',
      readouts: { ...readings.logits, ...ensembleReadouts(ensembles) },
      needAll: [FUSION_HEAD],
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
