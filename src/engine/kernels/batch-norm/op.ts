/**
 * Batch norm over all pixels of all images (Ioffe & Szegedy 2015, arXiv 1502.03167), as PyTorch computes it, in one pass
 * with what follows it in a residual block: an addition and a ReLU. Must not import tfjs.
 */
import type { DeviceArray, ParameterArena } from '../storage';

/** PyTorch's: added to a variance before its root, and the batch's share in the running values. */
export const BATCH_NORM = { epsilon: 1e-5, momentum: 0.1 } as const;

/** One batch norm: its parameters in the arena, `[channels]` each. */
export interface BatchNorm {
  readonly channels: number;
  readonly scale: string;
  readonly shift: string;
  /** The running mean and the running variance, which no optimizer may change. */
  readonly mean: string;
  readonly variance: string;
  /** Whether negative results become 0. */
  readonly relu: boolean;
}

/** What a batch norm with batch statistics keeps for its gradient. */
export const keptOf = ({ channels }: BatchNorm): readonly [number, number] => [2, channels];

/** Arrays of images have any shape; channels are their last axis. */
export interface BatchNormKernels {
  /**
   * out = activation(scale (x - mean) / sqrt(variance + epsilon) + shift + residual).
   * @param residual added before the ReLU, as long as x; null for none.
   * @param kept for training, of the shape `keptOf` gives: mean and variance (divided by the number n of pixels) are those
   *   of the batch and are kept here, in whatever form; the running values move to them by a tenth, the variance then
   *   divided by n - 1. A single pixel has no variance (PyTorch refuses it): mean and variance are then the running ones,
   *   which stay as they are. Null for inference: mean and variance are the running ones, nothing is kept.
   */
  normalise(
    x: DeviceArray,
    arena: ParameterArena,
    norm: BatchNorm,
    residual: DeviceArray | null,
    out: DeviceArray,
    kept: DeviceArray | null,
  ): void;
  /**
   * Gradients of the last `normalise` in training: those of scale and shift, into.x and into.residual are added to.
   * Running values, those of a single pixel, are constants to them.
   * @param out its result, which says where the ReLU is open.
   * @param dy gradient on `out`; stays as it is.
   * @param into.residual null where nothing was added, or nobody asks.
   */
  normaliseGradient(
    x: DeviceArray,
    out: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    norm: BatchNorm,
    kept: DeviceArray,
    into: { readonly x: DeviceArray; readonly residual: DeviceArray | null },
  ): void;
}
