/** Kernels that work number by number. Must not import tfjs. */
import type { Activation, DeviceArray, ParameterArena } from '../storage';

export interface ElementwiseKernels {
  /** out = activation(sum of arrays + biasShare * bias); `bias` is `[columns]`. */
  sum(
    arrays: readonly DeviceArray[],
    arena: ParameterArena,
    bias: { readonly name: string; readonly share: number } | null,
    activation: Activation,
    out: DeviceArray,
  ): void;
  /** into += a * b, element by element; `b` may be a column `[rows, 1]` or a single number `[1]`. */
  multiply(a: DeviceArray, b: DeviceArray, into: DeviceArray): void;
  /** out = 1 / (1 + exp(-x)) */
  sigmoid(x: DeviceArray, out: DeviceArray): void;
  /** dy = dy y (1 - y): the gradient through a sigmoid whose output was y. */
  sigmoidGradient(y: DeviceArray, dy: DeviceArray): void;
  /** dy = dy where y > 0, else 0: the gradient through a ReLU whose output was y. */
  reluGradient(y: DeviceArray, dy: DeviceArray): void;
}
