/** What every fusion head is to a method: logits from all modalities' features, and gradients back to them. */
import type { DeviceArray } from '../kernels/kernels';

export const FUSION_KINDS = ['concat', 'sum', 'film', 'gated'] as const;
export type FusionKind = (typeof FUSION_KINDS)[number];

/** Shape of a fusion head. */
export interface FusionShape {
  readonly kind: FusionKind;
  /** One per modality, in order; all alike for `sum`; exactly two for `film` and `gated`. */
  readonly featureDims: readonly number[];
  readonly classes: number;
  /** Width of a hidden ReLU layer before the logits; 0 for none. */
  readonly hidden: number;
}

/** Arrays of a fusion head for one batch size. */
export interface FusionTape {
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
  /** What lies between, by name. */
  readonly inner: ReadonlyMap<string, DeviceArray>;
}

export interface FusionHead {
  readonly shape: FusionShape;
  /** Whether z_m = W_m f^m + b/M is defined: for a linear head on the features as they are. */
  readonly hasReadouts: boolean;
  tape(rows: number): FusionTape;
  freeTape(tape: FusionTape): void;
  /** @param features one `[rows, dims]` per modality @returns the logits `[rows, classes]`. */
  forward(features: readonly DeviceArray[], tape: FusionTape): DeviceArray;
  /**
   * Adds the head's gradients from `tape.dLogits` and the gradient on each feature.
   * @param into one accumulator per modality, or null where none may reach the encoders.
   */
  backward(
    features: readonly DeviceArray[],
    tape: FusionTape,
    into: readonly DeviceArray[] | null,
  ): void;
  /** z_m of the last forward pass, written to `out` `[rows, classes]`. @throws Error without readouts. */
  readout(m: number, tape: FusionTape, out: DeviceArray): void;
  /** Adds the gradient on feature m of a loss on z_m; the head's weights get none. */
  readoutInputGradient(m: number, dReadout: DeviceArray, into: DeviceArray): void;
}
