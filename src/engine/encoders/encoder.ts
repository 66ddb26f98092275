/**
 * What every encoder is: one modality's input to its feature and back, whatever lies between; and how one is made from
 * the settings. Must not import tfjs.
 */
import type { EncoderSettings } from '../../protocol/encoders';
import type { Kernels, ParameterArena, ParameterSpec } from '../kernels/kernels';
import type { DeviceArray } from '../kernels/storage';

/** Where a forward pass leaves what the backward pass needs; one per batch size. */
export interface Tape {
  /** Output of every step, in order; the last is the feature `[rows, feature dimension]`. */
  readonly outputs: readonly DeviceArray[];
  /** Gradient on the output of every step but the last. */
  readonly gradients: readonly DeviceArray[];
}

/** An encoder on a device. The arena it was given holds its parameters. */
export interface Encoder {
  /** Numbers that a forward pass leaves on the tape per sample: what a large batch costs in memory. */
  readonly numbersPerRow: number;
  /** Arrays for forward and backward passes over `rows` samples; the caller frees them with `freeTape`. */
  tape(rows: number): Tape;
  freeTape(tape: Tape): void;
  /** @param x `[rows, input size]` @returns the feature `[rows, feature dimension]`, which the tape owns. */
  forward(x: DeviceArray, tape: Tape): DeviceArray;
  /**
   * Adds the gradient of every parameter, from the last forward pass with the same x and tape.
   * @param dFeature gradient on the feature; overwritten where the embedding is a ReLU.
   */
  backward(x: DeviceArray, tape: Tape, dFeature: DeviceArray): void;
}

/** Where an encoder's parameters stand: what their names begin with, and the random stream that draws them. */
export interface EncoderPlace {
  readonly name: string;
  readonly stream: ParameterSpec['stream'];
}

/** An encoder before it is built. */
export interface EncoderPlan {
  readonly specs: readonly ParameterSpec[];
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
