/**
 * What every encoder is: one modality's input to its feature and back, whatever lies between.
 * Must not import tfjs.
 */
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
