/**
 * Reconstruction of the features of all modalities from the fused logits (MCR): r = Linear - ReLU - Linear on logits that
 * are constants, and the mean over samples and dimensions of (f - r)^2. Features and reconstruction both learn.
 */
import { linearHeadSpecs } from '../../engine/heads/linear-head';
import type {
  BatchRows,
  DeviceArray,
  Kernels,
  LossRecord,
  ParameterArena,
  ParameterSpec,
} from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import type { Lane } from './encoder-bank';
import { RECONSTRUCTION_MODULE } from './parameter-names';

const [FIRST, SECOND] = ['layer1', 'layer2'].map(
  (layer) => `${RECONSTRUCTION_MODULE.name}.${layer}`,
) as [string, string];

export interface ReconstructionShape {
  readonly classes: number;
  readonly hidden: number;
  /** Length of every feature, and how many there are. */
  readonly dims: number;
  readonly count: number;
}

export function reconstructionSpecs({ classes, hidden, dims, count }: ReconstructionShape) {
  const { stream } = RECONSTRUCTION_MODULE;
  return [
    ...linearHeadSpecs(FIRST, classes, hidden, stream),
    ...linearHeadSpecs(SECOND, hidden, dims * count, stream),
  ] satisfies ParameterSpec[];
}

export class Reconstruction {
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly hidden: DeviceArray;
  private readonly dHidden: DeviceArray;
  private readonly all: DeviceArray;
  private readonly dAll: DeviceArray;
  private readonly parts: readonly {
    /** Takes the modality's columns out of those of all. */
    readonly columns: DeviceArray;
    readonly made: DeviceArray;
    readonly dMade: DeviceArray;
  }[];

  constructor(
    kernels: Kernels,
    arena: ParameterArena,
    rows: BatchRows,
    { hidden, dims, count }: ReconstructionShape,
  ) {
    this.kernels = kernels;
    this.arena = arena;
    this.hidden = kernels.allocate([rows, hidden]);
    this.dHidden = kernels.allocate([rows, hidden]);
    this.all = kernels.allocate([rows, dims * count]);
    this.dAll = kernels.allocate([rows, dims * count]);
    this.parts = Array.from({ length: count }, (_, m) => {
      const ones = new Float32Array(dims * count * dims);
      for (let d = 0; d < dims; d++) ones[(m * dims + d) * dims + d] = 1;
      return {
        columns: kernels.upload(ones, [dims * count, dims]),
        made: kernels.allocate([rows, dims]),
        dMade: kernels.allocate([rows, dims]),
      };
    });
  }

  /** Adds the gradients of everything but the logits. @param weight factor on them; the recorded loss is unweighted. */
  take(logits: DeviceArray, lanes: readonly Lane[], weight: number, record: LossRecord): void {
    const { kernels, arena, hidden, dHidden, all, dAll, parts } = this;
    kernels.linear(logits, arena, `${FIRST}.weight`, `${FIRST}.bias`, 'relu', hidden);
    kernels.linear(hidden, arena, `${SECOND}.weight`, `${SECOND}.bias`, 'linear', all);
    kernels.clear(dAll);
    for (const [{ columns, made, dMade }, { feature, dFeature }] of zip(parts, lanes)) {
      kernels.product(all, columns, made);
      kernels.clear(dMade);
      // features are alike in length: the mean over all is the mean of the modalities' means
      const part = weight / parts.length;
      kernels.meanSquare(made, feature, part, dMade, record);
      kernels.meanSquare(feature, made, part, dFeature, record);
      kernels.productTransposed(dMade, columns, dAll);
    }
    kernels.linearWeightGradient(hidden, dAll, arena, `${SECOND}.weight`, `${SECOND}.bias`);
    kernels.clear(dHidden);
    kernels.linearInputGradient(dAll, arena, `${SECOND}.weight`, dHidden);
    kernels.reluGradient(hidden, dHidden);
    kernels.linearWeightGradient(logits, dHidden, arena, `${FIRST}.weight`, `${FIRST}.bias`);
  }

  free(): void {
    const { kernels, hidden, dHidden, all, dAll, parts } = this;
    const ofParts = parts.flatMap(({ columns, made, dMade }) => [columns, made, dMade]);
    kernels.free([hidden, dHidden, all, dAll, ...ofParts]);
  }
}
