/** Gradients of parameters as a whole: scaled, with noise, measured, read. Must not import tfjs. */
import type { DeviceArray, ParameterArena } from '../storage';
import type { LossRecord } from '../storage/op';

export interface GradientKernels {
  /**
   * g = factor g + sd(g) noise for one parameter, sd being the standard deviation (n - 1) of the gradient's elements
   * before scaling.
   * @param factor a single number `[1]`.
   * @param noise standard normal numbers of the parameter's size, or null for none.
   * @param moreSpread added to sd(g); 0 unless given.
   */
  modulateGradient(
    arena: ParameterArena,
    name: string,
    factor: DeviceArray,
    noise: DeviceArray | null,
    moreSpread?: number,
  ): void;
  /** out `[1]` = norm of the named parameters' gradients taken together; the parameters stand side by side. */
  gradientNorm(arena: ParameterArena, names: readonly string[], out: DeviceArray): void;
  /** out `[1]` = largest size of any element of the named parameters' gradients. */
  largestGradient(arena: ParameterArena, names: readonly string[], out: DeviceArray): void;
  /** Records the norm of the named parameters' gradients over the norm of their values. */
  relativeGradientNorm(arena: ParameterArena, names: readonly string[], record: LossRecord): void;
  /** The named parameters' gradients, one after the other. */
  readGradients(arena: ParameterArena, names: readonly string[]): Promise<Float32Array>;
  clearGradients(arena: ParameterArena): void;
}
