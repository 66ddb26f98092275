/**
 * Linear fusion (R1): concatenation, kept as one weight block per modality so that z = sum_m W_m f^m + b and the
 * unimodal readout z_m = W_m f^m + b/M need no slicing; or one block shared by the sum of the features.
 * A hidden ReLU layer may stand between.
 */
import type { DeviceArray, Kernels, ParameterArena, ParameterSpec } from '../kernels/kernels';
import type { FusionHead, FusionShape, FusionTape } from './fusion-types';
import { LinearHead, linearHeadSpecs } from './linear-head';

/** The weight block of the modality at position m. */
const blockName = (name: string, shape: FusionShape, m: number) =>
  shape.kind === 'sum' ? `${name}.weight` : `${name}.${m}.weight`;

/** Fan-in is that of the whole fused feature. */
export function linearFusionSpecs(
  name: string,
  shape: FusionShape,
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  const dims = shape.featureDims;
  const fanIn = shape.kind === 'sum' ? (dims[0] as number) : dims.reduce((a, b) => a + b, 0);
  const bound = 1 / Math.sqrt(fanIn);
  const width = shape.hidden || shape.classes;
  const blocks = (shape.kind === 'sum' ? dims.slice(0, 1) : dims).map((featureDim, m) => ({
    name: blockName(name, shape, m),
    shape: [featureDim, width],
    bound,
    stream,
  }));
  const first = [...blocks, { name: `${name}.bias`, shape: [width], bound, stream }];
  return shape.hidden
    ? [...first, ...linearHeadSpecs(`${name}.out`, shape.hidden, shape.classes, stream)]
    : first;
}

export class LinearFusion implements FusionHead {
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

  get hasReadouts(): boolean {
    return this.out === null;
  }

  tape(rows: number): FusionTape {
    const { kernels, shape } = this;
    const width = shape.hidden || shape.classes;
    const names = [...shape.featureDims.map((_, m) => `part ${m}`)];
    if (shape.hidden) names.push('hidden', 'dHidden');
    return {
      logits: kernels.allocate([rows, shape.classes]),
      dLogits: kernels.allocate([rows, shape.classes]),
      inner: new Map(names.map((name) => [name, kernels.allocate([rows, width])])),
    };
  }

  freeTape({ logits, dLogits, inner }: FusionTape): void {
    this.kernels.free([logits, dLogits, ...inner.values()]);
  }

  forward(features: readonly DeviceArray[], tape: FusionTape): DeviceArray {
    const parts = this.shape.featureDims.map((_, m) => {
      const part = tape.inner.get(`part ${m}`) as DeviceArray;
      this.kernels.linear(
        features[m] as DeviceArray,
        this.arena,
        blockName(this.name, this.shape, m),
        null,
        'linear',
        part,
      );
      return part;
    });
    const bias = { name: `${this.name}.bias`, share: 1 };
    const hidden = tape.inner.get('hidden');
    if (this.out && hidden) {
      this.kernels.sum(parts, this.arena, bias, 'relu', hidden);
      this.out.forward(hidden, tape.logits);
    } else {
      this.kernels.sum(parts, this.arena, bias, 'linear', tape.logits);
    }
    return tape.logits;
  }

  backward(
    features: readonly DeviceArray[],
    tape: FusionTape,
    into: readonly DeviceArray[] | null,
  ): void {
    let dFirst = tape.dLogits;
    const hidden = tape.inner.get('hidden');
    const dHidden = tape.inner.get('dHidden');
    if (this.out && hidden && dHidden) {
      this.kernels.clear(dHidden);
      this.out.backward(hidden, tape.dLogits, dHidden);
      this.kernels.reluGradient(hidden, dHidden);
      dFirst = dHidden;
    }
    this.shape.featureDims.forEach((_, m) => {
      const weight = blockName(this.name, this.shape, m);
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

  readout(m: number, tape: FusionTape, out: DeviceArray): void {
    this.mustHaveReadouts();
    this.kernels.sum(
      [tape.inner.get(`part ${m}`) as DeviceArray],
      this.arena,
      { name: `${this.name}.bias`, share: 1 / this.shape.featureDims.length },
      'linear',
      out,
    );
  }

  readoutInputGradient(m: number, dReadout: DeviceArray, into: DeviceArray): void {
    this.mustHaveReadouts();
    const weight = blockName(this.name, this.shape, m);
    this.kernels.linearInputGradient(dReadout, this.arena, weight, into);
  }

  private mustHaveReadouts(): void {
    if (!this.hasReadouts) throw new Error('A fusion head with a hidden layer has no readouts.');
  }
}
