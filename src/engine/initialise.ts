/**
 * Initial weights: each module draws its parameters, in order, from the random stream its specs name, so that
 * one more head changes nobody else's start.
 */

import { type Random, randomStream } from '../math/rng';
import { sizeOf } from '../math/shape';
import type { ParameterArena } from './kernels/kernels';

/**
 * Fills an arena.
 * @param given values that replace the drawn ones, by parameter name (tests against known trajectories).
 */
export function initialise(
  arena: ParameterArena,
  seed: number,
  given: ReadonlyMap<string, Float32Array> = new Map(),
): void {
  const streams = new Map<string, Random>();
  for (const { name, shape, bound, stream } of arena.specs) {
    const key = stream.join('|');
    const random = streams.get(key) ?? randomStream(seed, 'weights', ...stream);
    streams.set(key, random);
    const size = sizeOf(shape);
    const drawn = Float32Array.from({ length: size }, () => random.uniform(-bound, bound));
    arena.write(name, given.get(name) ?? drawn);
  }
}
