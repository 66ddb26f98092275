/** Small pieces every method builds with: an arena with its start, a stage's optimizer step, a head's logits. */
import { initialise } from '../engine/initialise';
import type { DeviceArray, ParameterArena, ParameterSpec } from '../engine/kernels/kernels';
import type { LinearHead } from '../engine/layers/linear-head';
import { optimizerStep } from '../engine/optimizer';
import type { RunContext } from './method';

/** An arena with its initial weights. */
export function startedArena(
  context: RunContext,
  specs: readonly ParameterSpec[],
): ParameterArena {
  const arena = context.kernels.arena(specs);
  initialise(arena, context.settings.seed, context.given);
  return arena;
}

/** Clears the gradients, lets `addGradients` add them, takes one optimizer step. */
export function trainStep(
  context: RunContext,
  arena: ParameterArena,
  learningRate: number,
  addGradients: () => void,
): void {
  context.kernels.clearGradients(arena);
  addGradients();
  optimizerStep(context.kernels, arena, context.settings.optimizer, learningRate);
}

/** A linear head with one batch's logits and their gradient. */
export class TrainedHead {
  readonly head: LinearHead;
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
  private readonly context: RunContext;

  constructor(context: RunContext, head: LinearHead) {
    const { kernels, batchSize, data } = context;
    this.context = context;
    this.head = head;
    this.logits = kernels.allocate([batchSize, data.classes]);
    this.dLogits = kernels.allocate([batchSize, data.classes]);
  }

  /** Logits of a feature batch of any size, in a new array that the caller frees. */
  logitsOf(feature: DeviceArray, rows: number): DeviceArray {
    const out = this.context.kernels.allocate([rows, this.context.data.classes]);
    this.head.forward(feature, out);
    return out;
  }

  free(): void {
    this.context.kernels.free([this.logits, this.dLogits]);
  }
}

/**
 * Cross-entropy of a head on one feature (R2, R3): forward, loss, backward.
 * @param into accumulator of the feature's gradient, or null where the wall is shut.
 */
export function classify(
  context: RunContext,
  trained: TrainedHead,
  feature: DeviceArray,
  targets: DeviceArray,
  weight: number,
  into: DeviceArray | null,
  record: Parameters<RunContext['kernels']['crossEntropy']>[4],
): void {
  const { kernels } = context;
  trained.head.forward(feature, trained.logits);
  kernels.clear(trained.dLogits);
  kernels.crossEntropy(trained.logits, targets, weight, trained.dLogits, record);
  trained.head.backward(feature, trained.dLogits, into);
}
