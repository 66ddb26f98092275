/**
 * Fusion by cosines (MMCosine): z_m[c] = s cos(f^m, W_m,c) and z = sum_m z_m. What a feature or a row of weights says
 * is its direction; how long it is counts for nothing, and there is no bias.
 */
import { zip } from '../../math/zip';
import type { DeviceArray, Kernels, ParameterArena, ParameterSpec, Rows } from '../kernels/kernels';
import type { FusionPass, FusionShape, Readout } from './fusion-types';
import { RowsOfLength } from './rows-of-length';

const weightName = (name: string, m: number) => `${name}.${m}.weight`;

/** Fan-in is that of the whole fused feature, as of a linear head on the features side by side. */
export function cosineFusionSpecs(
  name: string,
  { featureDims, classes }: FusionShape,
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  const bound = 1 / Math.sqrt(featureDims.reduce((a, b) => a + b, 0));
  return featureDims.map((featureDim, m) => ({
    name: weightName(name, m),
    shape: [featureDim, classes],
    bound,
    stream,
  }));
}

/** What one modality brings: s times its feature's cosines with the rows of its weights. */
interface Part {
  readonly weight: string;
  /** The weights as rows, one for each class, `[classes, dims]`, and the gradient on them. */
  readonly rows: DeviceArray;
  readonly dRows: DeviceArray;
  /** The features at length 1, and the rows at length s. */
  readonly units: RowsOfLength;
  readonly scaled: RowsOfLength;
  readonly dUnits: DeviceArray;
  readonly dScaled: DeviceArray;
  /** z_m, `[rows, classes]`. */
  readonly logits: DeviceArray;
}

export class CosinePass implements FusionPass {
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
  readonly readouts: readonly Readout[];
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly parts: readonly Part[];
  /** Turns weights, of which parameters have a column for each class, into rows and back. */
  private readonly identity: DeviceArray;

  constructor(
    kernels: Kernels,
    arena: ParameterArena,
    name: string,
    { featureDims, classes, scale = 1 }: FusionShape,
    rows: Rows,
  ) {
    const ones = Float32Array.from({ length: classes ** 2 }, (_, k) =>
      k % (classes + 1) === 0 ? 1 : 0,
    );
    this.kernels = kernels;
    this.arena = arena;
    this.logits = kernels.allocate([rows, classes]);
    this.dLogits = kernels.allocate([rows, classes]);
    this.identity = kernels.upload(ones, [classes, classes]);
    this.parts = featureDims.map((dims, m) => ({
      weight: weightName(name, m),
      rows: kernels.allocate([classes, dims]),
      dRows: kernels.allocate([classes, dims]),
      units: new RowsOfLength(kernels, rows, dims, 1),
      scaled: new RowsOfLength(kernels, classes, dims, scale),
      dUnits: kernels.allocate([rows, dims]),
      dScaled: kernels.allocate([classes, dims]),
      logits: kernels.allocate([rows, classes]),
    }));
    this.readouts = this.parts.map(
      (part): Readout => ({
        sharesBias: false,
        own: [part.weight],
        write: (out) => kernels.sum([part.logits], arena, null, 'linear', out),
        inputGradient: (dReadout, into) => this.inputGradient(part, dReadout, into),
        weightGradient: (dReadout) => this.weightGradient(part, dReadout),
      }),
    );
  }

  free(): void {
    const { kernels, logits, dLogits, identity, parts } = this;
    for (const { units, scaled } of parts) {
      units.free();
      scaled.free();
    }
    const held = parts.flatMap((part) => [
      ...[part.rows, part.dRows, part.dUnits, part.dScaled, part.logits],
    ]);
    kernels.free([logits, dLogits, identity, ...held]);
  }

  forward(features: readonly DeviceArray[]): DeviceArray {
    const { kernels, arena, identity, parts } = this;
    for (const [part, feature] of zip(parts, features)) {
      const { weight, rows, units, scaled, logits } = part;
      kernels.clear(rows);
      kernels.linearInputGradient(identity, arena, weight, rows);
      kernels.clear(logits);
      kernels.productTransposed(units.forward(feature), scaled.forward(rows), logits);
    }
    const shares = parts.map(({ logits }) => logits);
    kernels.sum(shares, arena, null, 'linear', this.logits);
    return this.logits;
  }

  backward(_features: readonly DeviceArray[], into: readonly DeviceArray[] | null): void {
    for (const part of this.parts) this.weightGradient(part, this.dLogits);
    for (const [part, accumulator] of into ? zip(this.parts, into) : []) {
      this.inputGradient(part, this.dLogits, accumulator);
    }
  }

  /** Adds the gradient on the feature of the last forward pass. */
  private inputGradient({ units, scaled, dUnits }: Part, dz: DeviceArray, into: DeviceArray): void {
    this.kernels.product(dz, scaled.out, dUnits);
    units.backward(dUnits, into);
  }

  /** Adds the gradient of the modality's weights. */
  private weightGradient(part: Part, dz: DeviceArray): void {
    const { kernels, arena, identity } = this;
    const { weight, units, scaled, dScaled, dRows } = part;
    kernels.clear(dScaled);
    kernels.transposedProduct(dz, units.out, dScaled);
    kernels.clear(dRows);
    scaled.backward(dScaled, dRows);
    kernels.linearWeightGradient(dRows, identity, arena, weight, null);
  }
}
