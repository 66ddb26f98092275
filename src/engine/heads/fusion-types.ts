/** What every fusion head is to a method: logits from all modalities' features, and gradients back to them. */
import type { DeviceArray, Rows } from '../kernels/kernels';

/** Linear on the features as they are; z_m is defined unless a hidden layer stands between. */
export const LINEAR_KINDS = ['concat', 'sum', 'sum-tied'] as const;
export const FUSION_KINDS = [...LINEAR_KINDS, 'film', 'gated'] as const;
/** Those that a knob offers, and `cosine`, which is MMCosine's own. */
export type FusionKind = (typeof FUSION_KINDS)[number] | 'cosine';

/** Whether a fusion is a sum of linear maps of the features. */
export const isLinear = (kind: string): kind is (typeof LINEAR_KINDS)[number] =>
  LINEAR_KINDS.some((linear) => linear === kind);

/** Whether the logits are a sum of what each feature says alone, so that any may be left out. */
export const isSum = (kind: FusionKind): boolean => isLinear(kind) || kind === 'cosine';

/** Shape of a fusion head. */
export interface FusionShape {
  readonly kind: FusionKind;
  /** One per modality, in order; all alike for `sum-tied`; exactly two for `film` and `gated`. */
  readonly featureDims: readonly number[];
  readonly classes: number;
  /** Width of a hidden ReLU layer before the logits; 0 for none. */
  readonly hidden: number;
  /** What cosines are multiplied by, for `cosine`; 1 unless given. */
  readonly scale?: number;
}

/** How much of the head's bias a readout carries: its share b/M, or all of it, as the head gives for zeros elsewhere. */
export type ReadoutBias = 'share' | 'whole';

/** One modality's share of a linear fusion: z_m = W_m f^m + b/M, or + b_m where its map has a bias of its own. */
export interface Readout {
  /** Whether the modalities share one bias, of which each carries a part. */
  readonly sharesBias: boolean;
  /** Names of the parameters that are this modality's alone. */
  readonly own: readonly string[];
  /** Writes z_m of the last forward pass to `out` `[rows, classes]`; with b/M unless the whole bias is asked for. */
  write(out: DeviceArray, bias?: ReadoutBias): void;
  /** Adds the gradient on the modality's feature of a loss on z_m; the head's weights get none. */
  inputGradient(dReadout: DeviceArray, into: DeviceArray): void;
  /**
   * Adds the gradients of the modality's weights. A bias that several modalities share gets the gradient of the first
   * of them alone.
   * @param feature that of the last forward pass. @param bias whether a bias gets its gradient too; it does unless told.
   */
  weightGradient(dReadout: DeviceArray, feature: DeviceArray, bias?: boolean): void;
}

/** A fusion head with arrays for batches of one size; whoever asked for it frees it. */
export interface FusionPass {
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
  /** One per modality, in order; none where the head has no readouts. */
  readonly readouts: readonly Readout[];
  /** @param features one `[rows, dims]` per modality @returns the logits `[rows, classes]`. */
  forward(features: readonly DeviceArray[]): DeviceArray;
  /**
   * Adds the head's gradients from `dLogits` and the gradient on each feature.
   * @param features those of the last forward pass.
   * @param into one accumulator per modality, or null where none may reach the encoders.
   */
  backward(features: readonly DeviceArray[], into: readonly DeviceArray[] | null): void;
  free(): void;
}

export interface FusionHead {
  readonly shape: FusionShape;
  /** Whether z_m is defined: for a linear head on the features as they are. */
  readonly hasReadouts: boolean;
  pass(rows: Rows): FusionPass;
}
