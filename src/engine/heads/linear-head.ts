/** A linear classifier on one modality's feature: a private head, or the head all modalities share. */
import type { DeviceArray, Kernels, ParameterArena, ParameterSpec } from '../kernels/kernels';

/** Parameters of a linear head, U(±1/sqrt(feature dimension)). */
export function linearHeadSpecs(
  name: string,
  featureDim: number,
  classes: number,
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  const bound = 1 / Math.sqrt(featureDim);
  return [
    { name: `${name}.weight`, shape: [featureDim, classes], bound, stream },
    { name: `${name}.bias`, shape: [classes], bound, stream },
  ];
}

export class LinearHead {
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly name: string;

  constructor(kernels: Kernels, arena: ParameterArena, name: string) {
    this.kernels = kernels;
    this.arena = arena;
    this.name = name;
  }

  /** @param feature `[rows, dims]` @param logits `[rows, classes]`, overwritten. */
  forward(feature: DeviceArray, logits: DeviceArray): void {
    this.kernels.linear(
      feature,
      this.arena,
      `${this.name}.weight`,
      `${this.name}.bias`,
      'linear',
      logits,
    );
  }

  /**
   * Adds the head's gradients and, unless the wall is shut, the gradient on the feature.
   * @param into accumulator of the feature's gradient, or null where none may reach the encoder.
   */
  backward(feature: DeviceArray, dLogits: DeviceArray, into: DeviceArray | null): void {
    this.kernels.linearWeightGradient(
      feature,
      dLogits,
      this.arena,
      `${this.name}.weight`,
      `${this.name}.bias`,
    );
    if (into) this.kernels.linearInputGradient(dLogits, this.arena, `${this.name}.weight`, into);
  }
}
