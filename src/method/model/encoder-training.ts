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
import { type Signal, signalKey } from './signals';

/** Gradient norms are recorded at every fourth step: enough for a curve, cheap enough to keep on. */
const NORM_EVERY = 4;

/** An arena with its initial weights. */
export function startedArena(context: RunContext, specs: readonly ParameterSpec[]): ParameterArena {
  const arena = context.kernels.arena(specs);
  initialise(arena, context.weightSeed, context.given);
  return arena;
}

/** A method's own part of a step. */
export interface StepParts {
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
    this.recorder = context.kernels.recorder();
    this.stepper = context.kernels.stepper();
  }

  /**
   * One step: encodes the current batch, lets `losses` put gradients on the features, carries them back through the
   * encoders, and updates.
   * @param wiring names all that changes from step to step in what the parts ask of the device; null for a step
   *   that is never the same twice.
   */
  step(learningRate: number, wiring: string | null, parts: StepParts): void {
    const sample = this.steps % NORM_EVERY === 0;
    this.steps += 1;
    const body = () => {
      this.begin();
      parts.losses();
      this.bank.backward();
      parts.combine?.();
      if (parts.modulate) {
        if (sample) this.recordNorms('gradientNormBefore');
        parts.modulate();
      }
      if (sample) this.recordNorms('gradientNorm');
      this.update(learningRate, parts.rates);
    };
    if (wiring === null) body();
    else {
      const { now } = this.context.batch;
      this.stepper.run(`${wiring} at ${learningRate}, ${now}${sample ? ', sampled' : ''}`, body);
    }
  }

  /** Forgets the last step's gradients and encodes the current batch. */
  begin(): void {
    this.context.kernels.clearGradients(this.arena);
    this.bank.forward();
  }

  private update(learningRate: number, rates: ReadonlyMap<string, number> | undefined): void {
    const { kernels, settings } = this.context;
    optimizerStep(kernels, this.arena, settings.optimizer, learningRate, rates);
  }

  private recordNorms(signal: Signal): void {
    const { recorder } = this;
    for (const { id, parameters } of this.lanes) {
      const name = signalKey(signal, id);
      this.context.kernels.relativeGradientNorm(this.arena, parameters, { recorder, name });
    }
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

  /** Array of one number per sample and class, `[batch, classes]`. */
  batchOfLogits(): DeviceArray {
    const { kernels, batch, data } = this.context;
    return kernels.allocate([batch, data.classes]);
  }

  free(): void {
    this.stepper.free();
    this.recorder.free();
    this.bank.free();
    this.arena.free();
  }
}
