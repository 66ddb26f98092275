/**
 * What every encoder is: one modality's input to its feature and back, whatever lies between; and how one is made from
 * the settings. Must not import tfjs.
 */
import type { EncoderSettings } from '../../protocol/encoders';
import type { Kernels, ParameterArena, ParameterSpec, Rows } from '../kernels/kernels';
import type { DeviceArray } from '../kernels/storage';

/**
 * Whose mean and variance a batch norm takes: in training those of the batch at hand, which move the running ones; in
 * inference the running ones, so that a sample is read alike whatever stands beside it. Nothing to other layers.
 */
export type PassMode = 'training' | 'inference';

/** An encoder with arrays for batches of one size; whoever asked for it frees it. */
export interface EncoderPass {
  /** `[rows, feature dimension]`, of the last forward pass. */
  readonly feature: DeviceArray;
  /** @param x `[rows, input size]` @returns the feature, which the pass owns. */
  forward(x: DeviceArray, mode: PassMode): DeviceArray;
  /**
   * Adds the gradient of every parameter, from the last forward pass, in training, with the same x.
   * @param dFeature gradient on the feature; overwritten where the embedding is a ReLU.
   */
  backward(x: DeviceArray, dFeature: DeviceArray): void;
  free(): void;
}

/** An encoder on a device. The arena it was given holds its parameters. */
export interface Encoder {
  /** Numbers that a forward pass keeps per sample: what a large batch costs in memory. */
  readonly numbersPerRow: number;
  /** @param rows samples of a batch. */
  pass(rows: Rows): EncoderPass;
}

/** Where an encoder's parameters stand: what their names begin with, and the random stream that draws them. */
export interface EncoderPlace {
  readonly name: string;
  readonly stream: ParameterSpec['stream'];
}

/** An encoder before it is built. */
export interface EncoderPlan {
  readonly specs: readonly ParameterSpec[];
  /** Multiplications with additions that a forward pass takes per sample: counted, what training will cost. */
  readonly multiplyAdds: number;
  /** Numbers that a forward pass keeps per sample: what a batch costs in memory. */
  readonly numbersPerRow: number;
  /** Whether it computes with `kernels.deep()`, which are to be loaded before it is built. */
  readonly isDeep?: true;
  /**
   * Of an encoder with batch norm whose last layers have one pixel of each image: there a batch is normalised by its images
   * alone, and images that are alike have no spread.
   */
  readonly endsInOnePixel?: true;
  /** @param arena made with these specs among others. */
  build(kernels: Kernels, arena: ParameterArena): Encoder;
}

/**
 * Makes one kind of encoder.
 * @param shape of one sample, which the kind's description has not refused.
 */
export type EncoderMaker = (
  settings: EncoderSettings,
  shape: readonly number[],
  place: EncoderPlace,
) => EncoderPlan;
