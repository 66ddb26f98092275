/**
 * What every method trains encoders with: one arena for encoders and heads, the bank of encoders, the losses'
 * record, and the steps around a method's own wiring. A sample of gradient norms is recorded on the way, and whatever
 * a method notes of how it steers.
 */
import { initialise } from '../../engine/initialise';
import type {
  DeviceArray,
  LossRecorder,
  ParameterArena,
  ParameterSpec,
  Stepper,
} from '../../engine/kernels/kernels';
import { optimizerStep } from '../../engine/optimizer';
import { zip } from '../../math/zip';
import type { RunContext } from '../method';
import { type Remembering, remembering } from '../run/remembering';
import { EncoderBank, encoderSpecs, type Lane } from './encoder-bank';
import { FisherTrace } from './fisher-trace';
import { type Signal, signalKey } from './signals';

/** Gradient norms are recorded at every fourth step: enough for a curve, cheap enough to keep on. */
const NORM_EVERY = 4;

/** An arena with its initial weights. */
export function startedArena(context: RunContext, specs: readonly ParameterSpec[]): ParameterArena {
  const arena = context.kernels.arena(specs);
  initialise(arena, context.weightSeed, context.given);
  return arena;
}

/** What an optimizer step is for. All else is left as it is: no decay, and momentum waits (engine/kernels/optimizer/op.ts). */
interface Reach {
  /** Whose encoders the gradients on features are carried back through. */
  readonly lanes: readonly Lane[];
  /** Names of the parameters stepped beside those encoders (`moduleParameters`). */
  readonly parameters: readonly string[];
}

/** A method's own part of a step. */
export interface StepParts {
  /** Everything in the arena unless given. */
  readonly reach?: Reach;
  /** Adds the gradients of all losses: on features to the bank's accumulators, on heads to the arena. */
  readonly losses: () => void;
  /**
   * Puts together gradients of several losses that were carried through the encoders apart; what was there before has
   * no length of its own, so none is recorded.
   */
  readonly combine?: () => void;
  /** Changes the gradients as a whole before the update. */
  readonly modulate?: () => void;
  /** Factors on the learning rate of single parameters. */
  readonly rates?: ReadonlyMap<string, number>;
}

export class EncoderTraining {
  readonly context: RunContext;
  readonly arena: ParameterArena;
  readonly bank: EncoderBank;
  readonly recorder: LossRecorder;
  readonly lanes: readonly Lane[];
  /** One for each lane. */
  readonly traces: readonly FisherTrace[];
  private readonly stepper: Stepper;
  private steps = 0;
  /** At which steps norms are recorded goes on where it was. */
  readonly memory: Remembering = remembering(
    () => this.steps,
    (steps) => {
      this.steps = steps;
    },
  );

  /** @param headSpecs parameters trained together with the encoders. */
  constructor(context: RunContext, headSpecs: readonly ParameterSpec[]) {
    this.context = context;
    this.arena = startedArena(context, [...encoderSpecs(context), ...headSpecs]);
    this.bank = new EncoderBank(context, this.arena);
    this.lanes = this.bank.lanes;
    this.traces = this.lanes.map((lane) => new FisherTrace(context.kernels, this.arena, lane));
    this.recorder = context.kernels.recorder();
    this.stepper = context.kernels.stepper();
  }

  /**
   * One step: encodes the current batch, lets `losses` put gradients on the features, carries them back through the
   * encoders, and updates. Where a batch has several turns, each begins with gradients of 0 and has an update of its
   * own: heads are those that the turn before has moved, features those that all began with.
   * @param wiring names all that changes from step to step in what the parts ask of the device; null for a step
   *   that is never the same twice.
   */
  step(learningRate: number, wiring: string | null, ...turns: readonly StepParts[]): void {
    const sample = this.steps % NORM_EVERY === 0;
    this.steps += 1;
    const body = () => {
      this.begin();
      for (const [k, turn] of turns.entries()) {
        if (k > 0) this.clearGradients();
        this.take(turn, learningRate, sample);
      }
    };
    if (wiring === null) body();
    else {
      const { now } = this.context.batch;
      this.stepper.run(`${wiring} at ${learningRate}, ${now}${sample ? ', sampled' : ''}`, body);
    }
  }

  /** Forgets the last step's gradients and encodes the current batch. */
  begin(): void {
    this.clearGradients();
    this.bank.forward();
  }

  /** Of parameters and of features. */
  private clearGradients(): void {
    this.context.kernels.clearGradients(this.arena);
    this.bank.clearGradients();
  }

  /** A turn's gradients and its update. @param sample whether norms are recorded. */
  private take(parts: StepParts, learningRate: number, sample: boolean): void {
    const { context, arena, bank } = this;
    const { reach, rates } = parts;
    const lanes = reach?.lanes ?? this.lanes;
    parts.losses();
    bank.backward(lanes);
    parts.combine?.();
    if (parts.modulate) {
      if (sample) this.recordNorms('gradientNormBefore', lanes);
      parts.modulate();
    }
    if (sample) {
      this.recordNorms('gradientNorm', lanes);
      this.recordTraces(lanes);
    }
    const only = reach && [...lanes.flatMap(({ parameters }) => parameters), ...reach.parameters];
    optimizerStep(context.kernels, arena, context.settings.optimizer, {
      learningRate,
      ...(rates && { rates }),
      ...(only && { only }),
    });
  }

  /**
   * Records what the method does to each modality in this step; the mean over the epoch's batches is told with its
   * losses. Part of the step's wiring.
   * @param values one for each lane, `[1]`, or `[batch, 1]` where it differs from sample to sample.
   */
  note(signal: Signal, values: readonly DeviceArray[]): void {
    const { recorder, context } = this;
    for (const [{ id }, value] of zip(this.lanes, values)) {
      const name = signalKey(signal, id);
      context.kernels.record(value, { recorder, name });
      context.notes?.batch(name, value);
    }
  }

  private recordTraces(lanes: readonly Lane[]): void {
    const { recorder, context } = this;
    for (const trace of this.traces) {
      if (!lanes.includes(trace.lane)) continue;
      const name = signalKey('fisherTrace', trace.lane.id);
      context.kernels.record(trace.take(), { recorder, name });
    }
  }

  private recordNorms(signal: Signal, lanes: readonly Lane[]): void {
    const { recorder, arena, context } = this;
    for (const { id, parameters } of lanes) {
      const name = signalKey(signal, id);
      context.kernels.relativeGradientNorm(arena, parameters, { recorder, name });
    }
  }

  /** Array of one number per sample and class, `[batch, classes]`. */
  batchOfLogits(): DeviceArray {
    const { kernels, batch, data } = this.context;
    return kernels.allocate([batch, data.classes]);
  }

  free(): void {
    this.stepper.free();
    this.recorder.free();
    for (const trace of this.traces) trace.free();
    this.bank.free();
    this.arena.free();
  }
}
