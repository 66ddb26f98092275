/**
 * Initial weights: each module draws its parameters, in order, from the random stream its specs name, so that
 * one more head changes nobody else's start.
 */

import { type Random, randomStream } from '../math/rng';
import { sizeOf } from '../math/shape';
import type { ParameterArena, ParameterSpec } from './kernels/kernels';

/** One number of a parameter, from the stream that it is drawn from. */
function firstNumber(spec: ParameterSpec, random: Random): number {
  if ('bound' in spec) return random.uniform(-spec.bound, spec.bound);
  return 'sd' in spec ? spec.mean + spec.sd * random.normal() : spec.value;
}

/**
 * First values of every parameter, by name.
 * @param specs of the whole arena: parameters of one module draw from its stream one after the other.
 * @param given values that replace the drawn ones, by parameter name (tests against known trajectories).
 */
export function initialValues(
  specs: readonly ParameterSpec[],
  seed: number,
  given: ReadonlyMap<string, Float32Array> = new Map(),
): Map<string, Float32Array> {
  const streams = new Map<string, Random>();
  const values = new Map<string, Float32Array>();
  for (const spec of specs) {
    const { name, shape, stream } = spec;
    const key = stream.join('|');
    const random = streams.get(key) ?? randomStream(seed, 'weights', ...stream);
    streams.set(key, random);
    const drawn = Float32Array.from({ length: sizeOf(shape) }, () => firstNumber(spec, random));
    values.set(name, given.get(name) ?? drawn);
  }
  return values;
}

/** Fills an arena with its first values. @param given as above. */
export function initialise(
  arena: ParameterArena,
  seed: number,
  given?: ReadonlyMap<string, Float32Array>,
): void {
  for (const [name, values] of initialValues(arena.specs, seed, given)) arena.write(name, values);
}
