/** The optimizers. Must not import tfjs. */
import type { ParameterArena } from '../storage';

/** Which parameters a step is for, and how far it goes. */
export interface StepOptions {
  readonly learningRate: number;
  /** Factors on the learning rate of single parameters, by name; 1 where absent. */
  readonly rates?: ReadonlyMap<string, number>;
  /**
   * Names of the parameters that the step is for; all of them unless given. The others are left as they are: their
   * values do not decay, and their momentum or moments and their count of steps wait, as in PyTorch where `grad` is None.
   */
  readonly only?: readonly string[];
}

/** Plain SGD as in PyTorch: v = momentum v + g + weightDecay p; p = p - rate v. */
export interface SgdOptions extends StepOptions {
  readonly momentum: number;
  readonly weightDecay: number;
}

/** Adam as in PyTorch (Kingma & Ba 2015), L2 in the gradient; every parameter counts its own steps. */
export interface AdamOptions extends StepOptions {
  readonly weightDecay: number;
}

export interface OptimizerKernels {
  /**
   * One step over the trained parameters of the arena; one without gradient still decays. What is not trained is left
   * as it is, whether `only` names it or not.
   * @throws Error for a name in `only` that the arena does not have.
   */
  sgd(arena: ParameterArena, options: SgdOptions): void;
  adam(arena: ParameterArena, options: AdamOptions): void;
}
