/**
 * Linear fusion (R1): concatenation, kept as one weight block per modality so that z = sum_m W_m f^m + b and the
 * unimodal readout z_m = W_m f^m + b/M need no slicing; the sum of linear maps with a bias each, as in the papers
 * (OGM-GE, AGM, DGL), where z_m = W_m f^m + b_m; or one block shared by the sum of the features.
 * A hidden ReLU layer may stand between.
 */
import { zip } from '../../math/zip';
import type { DeviceArray, Kernels, ParameterArena, ParameterSpec, Rows } from '../kernels/kernels';
import type { FusionPass, FusionShape, Readout } from './fusion-types';
import { LinearHead, linearHeadSpecs } from './linear-head';

/** The weight block of the modality at position m. */
const blockName = (name: string, { kind }: FusionShape, m: number) =>
  kind === 'sum-tied' ? `${name}.weight` : `${name}.${m}.weight`;

/** The bias that a modality's map has of its own; null where all share one. */
const ownBiasName = (name: string, { kind }: FusionShape, m: number) =>
  kind === 'sum' ? `${name}.${m}.bias` : null;

/** Fan-in is that of the whole fused feature; of a sum of maps, each map's own. */
export function linearFusionSpecs(
  name: string,
  shape: FusionShape,
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  const width = shape.hidden || shape.classes;
  const out = shape.hidden
    ? linearHeadSpecs(`${name}.out`, shape.hidden, shape.classes, stream)
    : [];
  if (shape.kind === 'sum') {
    // each map from a stream of its position: another modality more changes nobody's start
    const maps = shape.featureDims.flatMap((featureDim, m) =>
      linearHeadSpecs(`${name}.${m}`, featureDim, width, [...stream, m]),
    );
    return [...maps, ...out];
  }
  // what is summed before the map is one feature long
  const dims = shape.kind === 'sum-tied' ? shape.featureDims.slice(0, 1) : shape.featureDims;
  const fanIn = dims.reduce((a, b) => a + b, 0);
  const bound = 1 / Math.sqrt(fanIn);
  const blocks = dims.map((featureDim, m) => ({
    name: blockName(name, shape, m),
    shape: [featureDim, width],
    bound,
    stream,
  }));
  return [...blocks, { name: `${name}.bias`, shape: [width], bound, stream }, ...out];
}

/** A modality's block of weights, its bias if it has one of its own, and what the two make of f^m. */
interface Block {
  readonly weight: string;
  readonly bias: string | null;
  readonly part: DeviceArray;
}

/** The hidden layer with what comes after it. */
interface Hidden {
  readonly units: DeviceArray;
  readonly dUnits: DeviceArray;
  readonly out: LinearHead;
}

export class LinearPass implements FusionPass {
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
  readonly readouts: readonly Readout[];
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  /** The bias that all blocks share; null where each has its own. */
  private readonly bias: string | null;
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
    this.bias = shape.kind === 'sum' ? null : `${name}.bias`;
    this.logits = allocate(shape.classes);
    this.dLogits = allocate(shape.classes);
    this.blocks = shape.featureDims.map((_, m) => ({
      weight: blockName(name, shape, m),
      bias: ownBiasName(name, shape, m),
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
    this.readouts = this.hidden
      ? []
      : this.blocks.map((block, m) => this.readoutOf(block, share, m === 0));
  }

  free(): void {
    const { logits, dLogits, blocks, hidden } = this;
    const between = hidden ? [hidden.units, hidden.dUnits] : [];
    this.kernels.free([logits, dLogits, ...blocks.map(({ part }) => part), ...between]);
  }

  forward(features: readonly DeviceArray[]): DeviceArray {
    const { kernels, arena, blocks, hidden, logits } = this;
    for (const [{ weight, bias, part }, feature] of zip(blocks, features)) {
      kernels.linear(feature, arena, weight, bias, 'linear', part);
    }
    const parts = blocks.map(({ part }) => part);
    const bias = this.sharedBias(1);
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
    zip(blocks, features).forEach(([block, feature], m) => {
      const { weight } = block;
      kernels.linearWeightGradient(feature, dFirst, arena, weight, this.biasOf(block, m === 0));
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

  private sharedBias(share: number): { readonly name: string; readonly share: number } | null {
    return this.bias === null ? null : { name: this.bias, share };
  }

  /** The bias that gets its gradient with a block: the block's own; one for all blocks once, with the first. */
  private biasOf(block: Block, isFirst: boolean): string | null {
    return block.bias ?? (isFirst ? this.bias : null);
  }

  private readoutOf(block: Block, share: number, isFirst: boolean): Readout {
    const { kernels, arena } = this;
    const { weight, part } = block;
    return {
      sharesBias: block.bias === null,
      own: block.bias === null ? [weight] : [weight, block.bias],
      write: (out, bias = 'share') => {
        const carried = this.sharedBias(bias === 'whole' ? 1 : share);
        kernels.sum([part], arena, carried, 'linear', out);
      },
      inputGradient: (dReadout, into) => kernels.linearInputGradient(dReadout, arena, weight, into),
      weightGradient: (dReadout, feature, bias = true) =>
        kernels.linearWeightGradient(
          feature,
          dReadout,
          arena,
          weight,
          bias ? this.biasOf(block, isFirst) : null,
        ),
    };
  }
}
