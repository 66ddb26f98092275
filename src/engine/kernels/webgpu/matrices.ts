/** Device arrays of the WebGPU implementation. */
import { LazyArray } from '../lazy-array';
import { type DeviceArray, ForeignError } from '../storage';
import type { GpuArray } from './memory';

export class Matrix extends LazyArray<GpuArray> {}

/** The matrix that an array is. @throws ForeignError for an array of another implementation. */
export function matrixOf(array: DeviceArray): Matrix {
  if (array instanceof Matrix) return array;
  throw new ForeignError('array');
}
