/**
 * The steps of one epoch, in chunks that let others breathe: what the trainer of a race and a copy that is trained
 * silently have in common, so that both take the very same steps. Measures nothing.
 */
import { learningRateAt } from '../../engine/optimizer';
import { randomStream } from '../../math/rng';
import type { RunContext, Stage, StageAhead } from '../method';
import { beginEpoch, epochBatches } from './epoch-batches';
import type { EpochPlan } from './epoch-plan';
import { toldByPlan } from './told-by-plan';

/** The seeded batch order: the same for every method. */
export const seededOrder =
  (seed: number) =>
  (stage: Stage['order'], epoch: number, rows: number): Int32Array =>
    randomStream(seed, 'batch-order', stage, epoch).permutation(rows);

export interface Pacing {
  /** Milliseconds since some start; for timings and chunk lengths only. */
  readonly now: () => number;
  /** Training time after which a chunk ends, in milliseconds. */
  readonly chunkMs: number;
  /** Asked after every batch: whether to end the chunk there. */
  readonly byBatch?: (() => boolean) | undefined;
  /** Batch order of an epoch; the seeded one unless a test gives another. */
  readonly orderOf?: (stage: Stage['order'], epoch: number, rows: number) => Int32Array;
}

/** How far an epoch is. */
export interface Underway {
  /** Steps done. */
  readonly step: number;
  /** Of so many. */
  readonly steps: number;
}

/** What an epoch came to. */
export interface EpochTrained {
  /** Those of a look ahead too. */
  readonly steps: number;
  /** What it served, where the stage planned it. */
  readonly plan: EpochPlan | null;
  /** Means over the epoch, by the key of their name: losses, and what the steps said of themselves. */
  readonly record: Record<string, number>;
  /** Without the time between chunks, in milliseconds. */
  readonly trainMs: number;
  readonly dispatches: number;
}

export class EpochTrainer {
  private readonly context: RunContext;
  private readonly pacing: Pacing;
  private readonly orderOf: NonNullable<Pacing['orderOf']>;
  /** Steps of the next chunk. */
  private pace = 1;

  constructor(context: RunContext, pacing: Pacing) {
    this.context = context;
    this.pacing = pacing;
    this.orderOf = pacing.orderOf ?? seededOrder(context.weightSeed);
  }

  /**
   * Trains an epoch of a stage that has begun and is ready for it; yields after every chunk but the last, and before the
   * first step wherever the stage's look ahead lets its caller breathe.
   * @param epoch 0-based within the stage.
   */
  async *train(stage: Stage, epoch: number): AsyncGenerator<Underway, EpochTrained, void> {
    const ahead = yield* this.lookAhead(stage, epoch);
    const own = yield* this.trainOnce(stage, epoch);
    return {
      ...own,
      steps: ahead.steps + own.steps,
      trainMs: ahead.trainMs + own.trainMs,
      dispatches: ahead.dispatches + own.dispatches,
    };
  }

  /** Takes the stage's look ahead, if it has one. */
  async *lookAhead(
    stage: Stage,
    epoch: number,
  ): AsyncGenerator<Underway, Omit<EpochTrained, 'record' | 'plan'>, void> {
    const { kernels } = this.context;
    const { now } = this.pacing;
    const before = kernels.dispatches() ?? 0;
    const way = stage.lookAhead?.(epoch, (part, at) => this.trainOnce(part, at));
    if (!way) return { steps: 0, trainMs: 0, dispatches: 0 };
    const { count: steps } = epochBatches(this.context);
    let trainMs = 0;
    for (;;) {
      const mark = now();
      const { done, value } = await way.next();
      trainMs += now() - mark;
      if (done) return { steps: value, trainMs, dispatches: (kernels.dispatches() ?? 0) - before };
      yield { step: 0, steps };
    }
  }

  private async *trainOnce(
    stage: StageAhead,
    epoch: number,
  ): AsyncGenerator<Underway, EpochTrained, void> {
    const { kernels, settings } = this.context;
    const { now, chunkMs, byBatch } = this.pacing;
    let trainMs = 0;
    let inChunk = 0;
    let dispatches = 0;
    /** The chunk before this one, on a device that works behind our back: two may be under way, never more. */
    let chunkBefore = Promise.resolve();
    let mark = now();
    const feeder = stage.feeder();
    const plan = beginEpoch(stage, this.context, (count) =>
      this.orderOf(stage.order, epoch, count),
    );
    const steps = plan.batches.length;
    const learningRate = learningRateAt(settings.optimizer, epoch);
    for (let step = 1; step <= steps; step++) {
      const dispatchedBefore = kernels.dispatches() ?? 0;
      feeder.next();
      const pending = stage.step(learningRate);
      if (pending) await pending;
      dispatches += (kernels.dispatches() ?? 0) - dispatchedBefore;
      inChunk += 1;
      const chunkIsFull = inChunk >= this.pace || byBatch?.();
      if (!chunkIsFull || step === steps) continue;
      const thisChunk = kernels.finish();
      await chunkBefore;
      chunkBefore = thisChunk;
      const chunkTook = now() - mark;
      trainMs += chunkTook;
      this.pace = nextPace(inChunk, chunkTook, chunkMs);
      inChunk = 0;
      yield { step, steps };
      mark = now();
    }
    const record = {
      ...(await stage.losses()),
      ...(stage.plan && toldByPlan(plan, this.context.data)),
    };
    return {
      record,
      steps,
      plan: stage.plan ? plan : null,
      trainMs: trainMs + now() - mark,
      dispatches,
    };
  }
}

/**
 * Steps of the next chunk, from how long the last took: a device that works behind our back takes orders much faster
 * than it carries them out, so time must be measured when it has finished. Grows at most twofold.
 */
export function nextPace(steps: number, tookMs: number, chunkMs: number): number {
  const wanted = tookMs > 0 ? Math.round((steps * chunkMs) / tookMs) : 2 * steps;
  return Math.max(1, Math.min(wanted, 2 * steps));
}
