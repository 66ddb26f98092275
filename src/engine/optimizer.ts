/** The optimizer of the settings: one step over an arena, and the stepped learning rate. */
import type { OptimizerSettings } from '../protocol/settings';
import type { Kernels, ParameterArena } from './kernels/kernels';

/**
 * One step over every parameter of `arena`, whose gradients have been added.
 * @param rates factors on the learning rate of single parameters, by name.
 */
export function optimizerStep(
  kernels: Kernels,
  arena: ParameterArena,
  settings: OptimizerSettings,
  learningRate: number,
  rates: ReadonlyMap<string, number> = new Map(),
): void {
  const { weightDecay, momentum } = settings;
  if (settings.kind === 'adam') kernels.adam(arena, { learningRate, weightDecay, rates });
  else kernels.sgd(arena, { learningRate, momentum, weightDecay, rates });
}

/** Learning rate of an epoch (0-based within its stage): the base, stepped by `decayBy` every `decayEvery` epochs. */
export function learningRateAt(settings: OptimizerSettings, epoch: number): number {
  const { learningRate, decayEvery, decayBy } = settings;
  return decayEvery > 0 ? learningRate * decayBy ** Math.floor(epoch / decayEvery) : learningRate;
}
