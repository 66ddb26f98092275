/** Weights that are set back a part of the way to where they began. Plain numbers in and out. */

import type { ParameterSpec } from '../../engine/kernels/kernels';
import { numberAt } from '../../math/numbers';
import { sizeOf } from '../../math/shape';
import type { SavedArena } from '../../protocol/checkpoint';

interface Restart {
  /** Of every parameter in the arena's order. */
  readonly specs: readonly ParameterSpec[];
  /** Where parameters began, by name. */
  readonly initial: ReadonlyMap<string, Float32Array>;
  /** How far each is set back, by name: 1 to where it began, 0 or absent not at all. */
  readonly shares: ReadonlyMap<string, number>;
  /** Whether the optimizer forgets what it kept of those parameters. */
  readonly forgets: boolean;
}

/** p = w initial + (1 - w) p for every parameter with a share w above 0; the others are as they were. */
export function setBack(saved: SavedArena, restart: Restart): SavedArena {
  const { specs, initial, shares, forgets } = restart;
  const values = saved.values.slice();
  const moments = saved.moments.map((moment) => moment.slice());
  let begin = 0;
  for (const { name, shape } of specs) {
    const size = sizeOf(shape);
    const share = shares.get(name) ?? 0;
    const start = initial.get(name);
    if (share > 0 && start) {
      for (let k = 0; k < size; k++) {
        const now = numberAt(values, begin + k);
        values[begin + k] = share * numberAt(start, k) + (1 - share) * now;
      }
      if (forgets) for (const moment of moments) moment.fill(0, begin, begin + size);
    }
    begin += size;
  }
  return { ...saved, values, moments };
}
