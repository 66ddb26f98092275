/**
 * Late ensemble: unimodal models whose answers are averaged at prediction; nothing is trained on fused features.
 * The rival that DI-MML must be measured against, for most of DI-MML's gain comes from detaching.
 */

import type { DeviceArray } from '../../engine/kernels/kernels';
import { ALONE_STAGE } from '../descriptions/unimodal';
import type { Answers, MethodRun, Readings, RunContext } from '../method';
import { type Ensembles, ensembleReadouts } from '../model/detached-model';
import { isolatedTraining } from '../model/isolated-training';
import { predictFrom } from '../model/predict-from';

export function start(context: RunContext): MethodRun {
  const { knobs } = context;
  const average = knobs.choice('average') as keyof Ensembles;
  const temperature = knobs.number('temperature');
  const alone = isolatedTraining(context, ALONE_STAGE);
  const { model } = alone;
  const heads = (features: readonly DeviceArray[], rows: number) =>
    model.privateLogits(features, rows);
  const answers = (readings: Readings): Answers => {
    const ensembles = model.ensembles(readings, temperature);
    return {
      fusion: ensembles[average],
      fusionSource: 'method',
      readouts: { ...readings.logits, ...ensembleReadouts(ensembles) },
      ...(average === 'certainty' && { certainty: { heads: model.heads.keys, temperature } }),
    };
  };
  return {
    stages: [alone.stage],
    read: (split, featuresOnly) => alone.read(split, featuresOnly),
    answers,
    predictFrom: predictFrom(context, heads, (readings) =>
      model.ensemble(average, readings, temperature),
    ),
    dimensionPairs: () => null,
    arenas: [alone.arena],
    memory: alone.memory,
    free: () => alone.free(),
  };
}
