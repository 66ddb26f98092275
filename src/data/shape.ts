/** Shapes of samples. Imports the protocol's types only. */
import type { Modality } from '../protocol/data-set';

/** Numbers in one sample of a modality: the product of its shape. */
export function widthOf({ shape }: Pick<Modality, 'shape'>): number {
  return shape.reduce((product, size) => product * size, 1);
}
