/**
 * The head on all modalities' features (R1): concatenation, kept as one weight block per modality so that
 * z = sum_m W_m f^m + b and the unimodal readout z_m = W_m f^m + b/M need no slicing; or one block shared by
 * the sum of the features. A hidden ReLU layer may stand between.
 */
import type { DeviceArray, Kernels, ParameterArena, ParameterSpec } from '../kernels/kernels';
import { LinearHead, linearHeadSpecs } from './linear-head';

export type FusionKind = 'concat' | 'sum';

/** Shape of a fusion head. */
export interface FusionShape {
  readonly kind: FusionKind;
  /** One per modality; all alike for `sum`. */
  readonly modalities: readonly { readonly id: string; readonly featureDim: number }[];
  readonly classes: number;
  /** Width of a hidden ReLU layer; 0 for none. */
  readonly hidden: number;
}

/** Arrays of a fusion head for one batch size. */
export interface FusionTape {
  /** W_m f^m per modality, `[rows, first width]`. */
  readonly parts: readonly DeviceArray[];
  readonly hidden: DeviceArray | null;
  readonly dHidden: DeviceArray | null;
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
}

const blockName = (name: string, kind: FusionKind, modality: string) =>
  kind === 'sum' ? `${name}.weight` : `${name}.${modality}.weight`;

/** Parameters of a fusion head, U(±1/sqrt(fan in)) with the fan-in of the whole fused feature. */
export function fusionHeadSpecs(
  name: string,
  shape: FusionShape,
  stream: readonly string[],
): ParameterSpec[] {
  const dims = shape.modalities.map((modality) => modality.featureDim);
  const fanIn = shape.kind === 'sum' ? (dims[0] as number) : dims.reduce((a, b) => a + b, 0);
  const bound = 1 / Math.sqrt(fanIn);
  const width = shape.hidden || shape.classes;
  const blocks = (shape.kind === 'sum' ? shape.modalities.slice(0, 1) : shape.modalities).map(
    ({ id, featureDim }) => ({
      name: blockName(name, shape.kind, id),
      shape: [featureDim, width],
      bound,
      stream,
    }),
  );
  const first = [...blocks, { name: `${name}.bias`, shape: [width], bound, stream }];
  return shape.hidden
    ? [...first, ...linearHeadSpecs(`${name}.out`, shape.hidden, shape.classes, stream)]
    : first;
}

export class FusionHead {
  readonly shape: FusionShape;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly name: string;
  private readonly out: LinearHead | null;

  constructor(kernels: Kernels, arena: ParameterArena, name: string, shape: FusionShape) {
    this.kernels = kernels;
    this.arena = arena;
    this.name = name;
    this.shape = shape;
    this.out = shape.hidden ? new LinearHead(kernels, arena, `${name}.out`) : null;
  }

  tape(rows: number): FusionTape {
    const { kernels, shape } = this;
    const width = shape.hidden || shape.classes;
    const wide = () => kernels.allocate([rows, width]);
    return {
      parts: shape.modalities.map(wide),
      hidden: shape.hidden ? wide() : null,
      dHidden: shape.hidden ? wide() : null,
      logits: kernels.allocate([rows, shape.classes]),
      dLogits: kernels.allocate([rows, shape.classes]),
    };
  }

  freeTape(tape: FusionTape): void {
    const { parts, hidden, dHidden, logits, dLogits } = tape;
    this.kernels.free([...parts, logits, dLogits, ...(hidden && dHidden ? [hidden, dHidden] : [])]);
  }

  /** @param features one `[rows, dims]` per modality @returns the logits `[rows, classes]`. */
  forward(features: readonly DeviceArray[], tape: FusionTape): DeviceArray {
    this.shape.modalities.forEach(({ id }, m) => {
      this.kernels.linear(
        features[m] as DeviceArray,
        this.arena,
        blockName(this.name, this.shape.kind, id),
        null,
        'linear',
        tape.parts[m] as DeviceArray,
      );
    });
    const bias = { name: `${this.name}.bias`, share: 1 };
    if (this.out && tape.hidden) {
      this.kernels.sum(tape.parts, this.arena, bias, 'relu', tape.hidden);
      this.out.forward(tape.hidden, tape.logits);
    } else {
      this.kernels.sum(tape.parts, this.arena, bias, 'linear', tape.logits);
    }
    return tape.logits;
  }

  /** Whether z_m is defined: only without a hidden layer. */
  get hasReadouts(): boolean {
    return this.out === null;
  }

  /** z_m = W_m f^m + b/M of the last forward pass, written to `out` `[rows, classes]`. */
  readout(m: number, tape: FusionTape, out: DeviceArray): void {
    this.kernels.sum(
      [tape.parts[m] as DeviceArray],
      this.arena,
      { name: `${this.name}.bias`, share: 1 / this.shape.modalities.length },
      'linear',
      out,
    );
  }

  /**
   * Adds the head's gradients from `tape.dLogits` and the gradient on each feature.
   * @param into one accumulator per modality, or null where none may reach the encoders.
   */
  backward(
    features: readonly DeviceArray[],
    tape: FusionTape,
    into: readonly DeviceArray[] | null,
  ): void {
    let dFirst = tape.dLogits;
    if (this.out && tape.hidden && tape.dHidden) {
      this.kernels.clear(tape.dHidden);
      this.out.backward(tape.hidden, tape.dLogits, tape.dHidden);
      this.kernels.reluGradient(tape.hidden, tape.dHidden);
      dFirst = tape.dHidden;
    }
    this.shape.modalities.forEach(({ id }, m) => {
      const weight = blockName(this.name, this.shape.kind, id);
      this.kernels.linearWeightGradient(
        features[m] as DeviceArray,
        dFirst,
        this.arena,
        weight,
        m === 0 ? `${this.name}.bias` : null,
      );
      const accumulator = into?.[m];
      if (accumulator) this.kernels.linearInputGradient(dFirst, this.arena, weight, accumulator);
    });
  }
}
