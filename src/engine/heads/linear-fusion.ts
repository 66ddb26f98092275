/**
 * Linear fusion (R1): concatenation, kept as one weight block per modality so that z = sum_m W_m f^m + b and the
 * unimodal readout z_m = W_m f^m + b/M need no slicing; or one block shared by the sum of the features.
 * A hidden ReLU layer may stand between.
 */
import { zip } from '../../math/zip';
import type { DeviceArray, Kernels, ParameterArena, ParameterSpec, Rows } from '../kernels/kernels';
import type { FusionHead, FusionPass, FusionShape, Readout } from './fusion-types';
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
  // what is summed is one feature long
  const dims = shape.kind === 'sum' ? shape.featureDims.slice(0, 1) : shape.featureDims;
  const fanIn = dims.reduce((a, b) => a + b, 0);
  const bound = 1 / Math.sqrt(fanIn);
  const width = shape.hidden || shape.classes;
  const blocks = dims.map((featureDim, m) => ({
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
  readonly hasReadouts: boolean;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly name: string;

  constructor(kernels: Kernels, arena: ParameterArena, name: string, shape: FusionShape) {
    this.kernels = kernels;
    this.arena = arena;
    this.name = name;
    this.shape = shape;
    this.hasReadouts = shape.hidden === 0;
  }

  pass(rows: Rows): FusionPass {
    return new LinearPass(this.kernels, this.arena, this.name, this.shape, rows);
  }
}

/** A modality's block of weights and W_m f^m. */
interface Block {
  readonly weight: string;
  readonly part: DeviceArray;
}

/** The hidden layer with what comes after it. */
interface Hidden {
  readonly units: DeviceArray;
  readonly dUnits: DeviceArray;
  readonly out: LinearHead;
}

class LinearPass implements FusionPass {
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
  readonly readouts: readonly Readout[];
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly bias: string;
  private readonly blocks: readonly Block[];
  private readonly hidden: Hidden | null;

  constructor(
    kernels: Kernels,
    arena: ParameterArena,
    name: string,
    shape: FusionShape,
    rows: Rows,
  ) {
    const allocate = (width: number) => kernels.allocate([rows, width]);
    this.kernels = kernels;
    this.arena = arena;
    this.bias = `${name}.bias`;
    this.logits = allocate(shape.classes);
    this.dLogits = allocate(shape.classes);
    this.blocks = shape.featureDims.map((_, m) => ({
      weight: blockName(name, shape, m),
      part: allocate(shape.hidden || shape.classes),
    }));
    this.hidden = shape.hidden
      ? {
          units: allocate(shape.hidden),
          dUnits: allocate(shape.hidden),
          out: new LinearHead(kernels, arena, `${name}.out`),
        }
      : null;
    const share = 1 / this.blocks.length;
    this.readouts = this.hidden ? [] : this.blocks.map((block) => this.readoutOf(block, share));
  }

  free(): void {
    const { logits, dLogits, blocks, hidden } = this;
    const between = hidden ? [hidden.units, hidden.dUnits] : [];
    this.kernels.free([logits, dLogits, ...blocks.map(({ part }) => part), ...between]);
  }

  forward(features: readonly DeviceArray[]): DeviceArray {
    const { kernels, arena, blocks, hidden, logits } = this;
    for (const [{ weight, part }, feature] of zip(blocks, features)) {
      kernels.linear(feature, arena, weight, null, 'linear', part);
    }
    const parts = blocks.map(({ part }) => part);
    const bias = { name: this.bias, share: 1 };
    if (hidden) {
      kernels.sum(parts, arena, bias, 'relu', hidden.units);
      hidden.out.forward(hidden.units, logits);
    } else {
      kernels.sum(parts, arena, bias, 'linear', logits);
    }
    return logits;
  }

  backward(features: readonly DeviceArray[], into: readonly DeviceArray[] | null): void {
    const { kernels, arena, blocks } = this;
    const dFirst = this.throughHidden();
    zip(blocks, features).forEach(([{ weight }, feature], m) => {
      // the bias is one for all blocks
      kernels.linearWeightGradient(feature, dFirst, arena, weight, m === 0 ? this.bias : null);
    });
    for (const [{ weight }, accumulator] of into ? zip(blocks, into) : []) {
      kernels.linearInputGradient(dFirst, arena, weight, accumulator);
    }
  }

  /** The gradient on the sum of the blocks. */
  private throughHidden(): DeviceArray {
    const { kernels, hidden, dLogits } = this;
    if (!hidden) return dLogits;
    kernels.clear(hidden.dUnits);
    hidden.out.backward(hidden.units, dLogits, hidden.dUnits);
    kernels.reluGradient(hidden.units, hidden.dUnits);
    return hidden.dUnits;
  }

  private readoutOf({ weight, part }: Block, share: number): Readout {
    const { kernels, arena } = this;
    const bias = { name: this.bias, share };
    return {
      write: (out) => kernels.sum([part], arena, bias, 'linear', out),
      inputGradient: (dReadout, into) => kernels.linearInputGradient(dReadout, arena, weight, into),
    };
  }
}
