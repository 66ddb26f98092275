/** Unimodal: one separate model per modality on its own cross-entropy (R2). The "trained alone" yardstick. */
import { ALONE_STAGE } from '../descriptions/unimodal';
import type { MethodRun, RunContext } from '../method';
import { isolatedTraining } from '../model/isolated-training';

export function start(context: RunContext): MethodRun {
  const alone = isolatedTraining(context, ALONE_STAGE);
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
