/** The optimizer of the settings: one step over an arena, and the stepped learning rate. */
import type { OptimizerSettings } from '../protocol/settings';
import type { Kernels, ParameterArena } from './kernels/kernels';
import type { StepOptions } from './kernels/optimizer/op';

/** One step over the parameters of `arena` that `step` names, whose gradients have been added. */
export function optimizerStep(
  kernels: Kernels,
  arena: ParameterArena,
  settings: OptimizerSettings,
  step: StepOptions,
): void {
  const { weightDecay, momentum } = settings;
  if (settings.kind === 'adam') kernels.adam(arena, { ...step, weightDecay });
  else kernels.sgd(arena, { ...step, momentum, weightDecay });
}

/** Learning rate of an epoch (0-based within its stage): the base, stepped by `decayBy` every `decayEvery` epochs. */
export function learningRateAt(settings: OptimizerSettings, epoch: number): number {
  const { learningRate, decayEvery, decayBy } = settings;
  return decayEvery > 0 ? learningRate * decayBy ** Math.floor(epoch / decayEvery) : learningRate;
}
