/**
 * What every method trains encoders with: one arena for encoders and heads, the bank of encoders, the losses'
 * record, and the steps around a method's own wiring. A sample of gradient norms is recorded on the way.
 */
import { initialise } from '../engine/initialise';
import type {
  DeviceArray,
  LossRecorder,
  ParameterArena,
  ParameterSpec,
} from '../engine/kernels/kernels';
import { optimizerStep } from '../engine/optimizer';
import { EncoderBank, encoderSpecs } from './encoder-bank';
import type { RunContext } from './method';
import { type Remembering, remembering } from './remembering';

/** Gradient norms are recorded at every fourth step: enough for a curve, cheap enough to keep on. */
const NORM_EVERY = 4;

const NORM_PREFIX = 'gradientNorm.';

/** The modality whose gradient norm is recorded under this name; null for the name of a loss. */
export function modalityOfNorm(name: string): string | null {
  return name.startsWith(NORM_PREFIX) ? name.slice(NORM_PREFIX.length) : null;
}

/** An arena with its initial weights. */
export function startedArena(context: RunContext, specs: readonly ParameterSpec[]): ParameterArena {
  const arena = context.kernels.arena(specs);
  initialise(arena, context.settings.seed, context.given);
  return arena;
}

/** Names of one encoder's parameters, in order. */
export function encoderParameters(arena: ParameterArena, modality: string): string[] {
  return arena.specs
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${modality}.encoder.`));
}

export class EncoderTraining {
  readonly context: RunContext;
  readonly arena: ParameterArena;
  readonly bank: EncoderBank;
  readonly recorder: LossRecorder;
  readonly ids: readonly string[];
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
    this.ids = context.data.modalities.map(({ id }) => id);
    this.arena = startedArena(context, [...encoderSpecs(context), ...headSpecs]);
    this.bank = new EncoderBank(context, this.arena);
    this.recorder = context.kernels.recorder();
  }

  /** Forgets the last step's gradients and encodes the current batch. */
  begin(): void {
    this.context.kernels.clearGradients(this.arena);
    this.bank.forward();
  }

  /** Carries what reached the features back through every encoder. */
  carryBack(): void {
    this.bank.backward();
  }

  /**
   * One optimizer step with the gradients as they stand.
   * @param rates factors on the learning rate of single parameters.
   */
  update(learningRate: number, rates?: ReadonlyMap<string, number>): void {
    const { kernels, settings } = this.context;
    if (this.steps % NORM_EVERY === 0) {
      for (const id of this.ids) {
        kernels.relativeGradientNorm(this.arena, encoderParameters(this.arena, id), {
          recorder: this.recorder,
          name: `${NORM_PREFIX}${id}`,
        });
      }
    }
    this.steps += 1;
    optimizerStep(kernels, this.arena, settings.optimizer, learningRate, rates);
  }

  /** Array of one number per sample and class, `[batch, classes]`. */
  batchOfLogits(): DeviceArray {
    const { kernels, batchSize, data } = this.context;
    return kernels.allocate([batchSize, data.classes]);
  }

  free(): void {
    this.recorder.free();
    this.bank.free();
    this.arena.free();
  }
}
