/** The axes of an array in another order. Imports this room only. */
import type { NumberArray } from './number-array';
import { inOrder } from './row-major';

/**
 * @param order the old number of each new axis: `[2, 0, 1]` brings the last axis to the front.
 */
export function withAxes(array: NumberArray, order: readonly number[]): NumberArray {
  if (order.every((axis, at) => axis === at)) return array;
  const { shape, data } = array;
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((p, side) => p * side, 1));
  const sides = order.map((axis) => shape[axis] as number);
  const steps = order.map((axis) => strides[axis] as number);
  const to =
    data instanceof Float64Array ? new Float64Array(data.length) : new Float32Array(data.length);
  return { ...array, shape: sides, data: inOrder(data, sides, steps, to) };
}

/** The samples as the first axis: the axis that is as long as there are samples, the last one where the first is not. */
export function samplesFirst(array: NumberArray, samples: number): NumberArray {
  const { shape } = array;
  if (shape[0] === samples || shape.length < 2) return array;
  const at = shape.lastIndexOf(samples);
  if (at < 0) return array;
  const others = [...shape.keys()].filter((axis) => axis !== at);
  return withAxes(array, [at, ...others]);
}
