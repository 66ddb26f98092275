/** Gradients of parameters as a whole: scaled, with noise, measured, read. Must not import tfjs. */
import type { DeviceArray, ParameterArena } from '../storage';
import type { LossRecord } from '../storage/op';

/** Two gradients of the same parameters as one vector each: <taken, now>, |taken|^2 and |now|^2, `[1]` each. */
export interface GradientProducts {
  readonly both: DeviceArray;
  readonly taken: DeviceArray;
  readonly now: DeviceArray;
}

/** What two gradients are made into. */
export interface Combination {
  /** Weights of the gradient that was taken and of the one there is now, `[1]` each. */
  readonly weights: readonly [DeviceArray, DeviceArray];
  readonly gamma: number;
  /** Where s goes, `[1]`. */
  readonly scale: DeviceArray;
}

/** Squares of gradients below this count as this where they are divided by: about the smallest of float32. */
export const LEAST_SQUARE = 1e-37;

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
  /** out = the parameter's gradient, which is 0 afterwards; so that the gradient of one loss can be held against another's. */
  takeGradient(arena: ParameterArena, name: string, out: DeviceArray): void;
  /**
   * How gradients that were taken stand to those there are now, the named parameters as one vector.
   * @param taken one for each name.
   */
  compareGradients(
    arena: ParameterArena,
    names: readonly string[],
    taken: readonly DeviceArray[],
    out: GradientProducts,
  ): void;
  /**
   * g = gamma s (w1 taken + w2 g) for one parameter, s = max(1, |taken + g| / |w1 taken + w2 g|), so that it is no
   * shorter than the plain sum; 0 where both cancel.
   */
  combineGradients(arena: ParameterArena, name: string, taken: DeviceArray, how: Combination): void;
  /**
   * g = g + strength (p - reference) for one parameter: the gradient of a pull back to where it was.
   * @param reference as many numbers as the parameter has. @param strength a single number `[1]`.
   */
  pullToReference(
    arena: ParameterArena,
    name: string,
    reference: DeviceArray,
    strength: DeviceArray,
  ): void;
}
