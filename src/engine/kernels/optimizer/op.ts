/** The optimizers. Must not import tfjs. */
import type { ParameterArena } from '../storage';

/** Plain SGD as in PyTorch: v = momentum v + g + weightDecay p; p = p - rate v. */
export interface SgdOptions {
  readonly learningRate: number;
  /** Factors on the learning rate of single parameters, by name; 1 where absent. */
  readonly rates?: ReadonlyMap<string, number>;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** Adam as in PyTorch (Kingma & Ba 2015), L2 in the gradient. */
export interface AdamOptions {
  readonly learningRate: number;
  readonly rates?: ReadonlyMap<string, number>;
  readonly weightDecay: number;
}

export interface OptimizerKernels {
  /** One step over every parameter of the arena; a parameter without gradient still decays. */
  sgd(arena: ParameterArena, options: SgdOptions): void;
  adam(arena: ParameterArena, options: AdamOptions): void;
}
