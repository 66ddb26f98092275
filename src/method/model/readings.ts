/** What was read of a run, asked by head. */
import type { Matrix } from '../../math/matrix';
import type { Readings } from '../method';

/** A head's logits, `[rows, classes]`. @param key of its name. @throws Error where the run has no such head. */
export function logitsOf({ logits }: Readings, key: string): Matrix {
  const found = logits[key];
  if (!found)
    throw new Error(
      `The run read no head called ${key}; it has ${Object.keys(logits).join(', ')}.`,
    );
  return found;
}
