/**
 * Linear layers: x `[batch, in]`, weight `[in, out]`, bias `[out]`; and the same products of arrays that are no parameters.
 * Must not import tfjs.
 */
import type { Activation, DeviceArray, ParameterArena } from '../storage';

export interface LinearKernels {
  /** out = activation(x W + b) */
  linear(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
    activation: Activation,
    out: DeviceArray,
  ): void;
  /** into += dy W^T */
  linearInputGradient(
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    into: DeviceArray,
  ): void;
  /** Gradient of W += x^T dy, of b += column sums of dy. */
  linearWeightGradient(
    x: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
  ): void;
  /** out = a b */
  product(a: DeviceArray, b: DeviceArray, out: DeviceArray): void;
  /** into += a b^T */
  productTransposed(a: DeviceArray, b: DeviceArray, into: DeviceArray): void;
  /** into += a^T b */
  transposedProduct(a: DeviceArray, b: DeviceArray, into: DeviceArray): void;
}
