/**
 * One encoder per modality, as every method builds them: same shapes, same initial weights, same batches.
 * A lane's `dFeature` collects the gradient on its feature; what a method adds there is what the encoder learns from.
 */

import type { Encoder, EncoderPass } from '../../engine/encoders/encoder';
import type {
  BatchFeeder,
  DeviceArray,
  ParameterArena,
  ParameterSpec,
} from '../../engine/kernels/kernels';
import { type Matrix, matrix } from '../../math/matrix';
import { endToEnd } from '../../math/shape';
import { zip } from '../../math/zip';
import { encoderOf } from '../../protocol/encoders';
import { featureLengths, unlikeLengths } from '../../protocol/feature-lengths';
import { SettingsError } from '../../protocol/settings';
import type { Readings, RunContext } from '../method';
import type { SplitData } from '../run/race-data';
import { chooseEncoder } from './encoder-choice';
import { encoderParameters } from './parameter-names';
import { type PresentBatches, presentBatches } from './present-batches';

/** Rows evaluated at once, where their activations fit. */
const EVALUATION_ROWS = 2048;
/** Numbers one modality's activations may take when a whole split is evaluated: 16 MB. */
const EVALUATION_NUMBERS = 2 ** 22;

/** Feature dimension of each modality. */
export function featureDims({ settings, data }: RunContext): number[] {
  return data.modalities.map(({ id }) => encoderOf(settings, id).featureDim);
}

/**
 * The one feature dimension of all modalities.
 * @throws SettingsError naming `why` it is needed when the modalities differ.
 */
export function commonFeatureDim({ settings, data }: RunContext, why: string): number {
  const lengths = featureLengths(
    settings,
    data.modalities.map(({ id }) => id),
  );
  const unlike = unlikeLengths(lengths);
  if (unlike) {
    const [first, other] = unlike;
    throw new SettingsError(
      other.path,
      `${other.path} ${other.says} and ${first.path} ${first.says}; ${why} needs features of one length.`,
    );
  }
  const [first] = lengths;
  if (!first) throw new Error('A race needs at least one modality.');
  return first.dimensions;
}

/**
 * Parameters of all encoders.
 * @throws SettingsError where the settings ask for an encoder that does not suit its modality.
 */
export function encoderSpecs({ settings, data }: RunContext): ParameterSpec[] {
  return data.modalities.flatMap((modality) => chooseEncoder(settings, modality).specs);
}

/** One modality in training: its encoder, and what there is of the current batch. */
export interface Lane {
  /** The modality. */
  readonly id: string;
  readonly position: number;
  readonly encoder: Encoder;
  /** The encoder on the current batch. */
  readonly pass: EncoderPass;
  /** Names of the encoder's parameters, in order. */
  readonly parameters: readonly string[];
  /** The current batch, `[batch, input size]`. */
  readonly input: DeviceArray;
  /** `[batch, dims]`; valid after `forward`. */
  readonly feature: DeviceArray;
  /** Accumulator of the gradient on the feature. */
  readonly dFeature: DeviceArray;
  /** 1 for the rows of the batch that have the modality, else 0, `[batch, 1]`; null where all samples have it. */
  readonly present: DeviceArray | null;
  /** Weights of a loss on this modality alone (present-batches.ts); null likewise. */
  readonly weights: DeviceArray | null;
}

/** All encoders of a run, with one batch's activations. */
export class EncoderBank {
  readonly feeder: BatchFeeder;
  /** One per modality, in order. */
  readonly lanes: readonly Lane[];
  /** Features of the current batch, and the accumulators of their gradients, in the lanes' order. */
  readonly features: readonly DeviceArray[];
  readonly dFeatures: readonly DeviceArray[];
  /** One-hot labels of the current batch, `[batch, classes]`. */
  readonly targets: DeviceArray;
  private readonly context: RunContext;
  private readonly batches: PresentBatches;

  /** @param split where the batches come from. */
  constructor(context: RunContext, arena: ParameterArena, split = context.data.train) {
    const { kernels, data, batch, settings } = context;
    this.context = context;
    const places = data.modalities.map(({ position }) => position);
    const pairs = places.flatMap((a) => places.slice(a + 1).map((b) => [a, b]));
    const groups = [...places.map((m) => [m]), ...pairs];
    this.batches = presentBatches(kernels, split, split.has, groups, batch);
    this.feeder = this.batches.feeder;
    const { inputs, targets } = this.feeder.batch;
    this.targets = targets;
    this.lanes = zip(data.modalities, inputs).map(([modality, input]): Lane => {
      const { id, position } = modality;
      const encoder = chooseEncoder(settings, modality).build(kernels, arena);
      const pass = encoder.pass(batch);
      const { feature } = pass;
      const dFeature = kernels.allocate(feature.sides);
      const parameters = encoderParameters(arena, position);
      const present = this.batches.present[position] ?? null;
      const weights = this.batches.weights([position]);
      return {
        id,
        position,
        encoder,
        pass,
        parameters,
        input,
        feature,
        dFeature,
        present,
        weights,
      };
    });
    this.features = this.lanes.map(({ feature }) => feature);
    this.dFeatures = this.lanes.map(({ dFeature }) => dFeature);
  }

  /** The lane of the modality at this position. @throws Error where there is none. */
  lane(position: number): Lane {
    const lane = this.lanes[position];
    if (!lane) throw new Error(`There is no modality ${position} of ${this.lanes.length}.`);
    return lane;
  }

  /** Weights of a loss on two modalities at once, `[batch, 1]`; null where all samples have both. */
  pairWeights(a: number, b: number): DeviceArray | null {
    return this.batches.weights([a, b]);
  }

  /** Encodes the current batch, to train on it, and clears the gradient accumulators. */
  forward(): void {
    for (const { pass, input } of this.lanes) pass.forward(input, 'training');
    this.clearGradients();
  }

  clearGradients(): void {
    for (const { dFeature } of this.lanes) this.context.kernels.clear(dFeature);
  }

  /** Carries what was added to the accumulators back through the encoders of these lanes. */
  backward(lanes: readonly Lane[] = this.lanes): void {
    for (const { pass, input, dFeature } of lanes) pass.backward(input, dFeature);
  }

  /**
   * Features of a whole split, read in inference, 0 where a sample lacks the modality, and logits that `heads` computes from them.
   * @param heads given features `[rows, dims]` per modality, returns arrays it allocated; they are read and freed here.
   */
  async read(
    split: SplitData,
    heads: (features: readonly DeviceArray[], rows: number) => Record<string, DeviceArray>,
  ): Promise<Readings> {
    const { kernels, data } = this.context;
    const features = featureDims(this.context).map((dim) => new Chunks(dim));
    const logits = new Map<string, Chunks>();
    const atOnce = this.rowsAtOnce();
    for (let begin = 0; begin < split.size; begin += atOnce) {
      const rows = Math.min(atOnce, split.size - begin);
      const passes = zip(this.lanes, split.inputs).map(([{ encoder }, source]) => {
        const input = kernels.allocate([rows, ...source.shape.slice(1)]);
        return { source, input, pass: encoder.pass(rows) };
      });
      const owned = passes.map(({ input }) => input);
      try {
        const encoded = passes.map(({ source, input, pass }, m) => {
          kernels.rows(source, begin, rows, input);
          const feature = pass.forward(input, 'inference');
          const present = split.present[m] ?? null;
          if (!present) return feature;
          const there = kernels.allocate([rows, 1]);
          const masked = kernels.allocate(feature.sides);
          owned.push(there, masked);
          kernels.rows(present, begin, rows, there);
          kernels.clear(masked);
          kernels.multiply(feature, there, masked);
          return masked;
        });
        const ofHeads = heads(encoded, rows);
        owned.push(...Object.values(ofHeads));
        const chunksOfHeads = Object.keys(ofHeads).map((name) => {
          const chunks = logits.get(name) ?? new Chunks(data.classes);
          logits.set(name, chunks);
          return chunks;
        });
        const values = await kernels.read([...encoded, ...Object.values(ofHeads)]);
        for (const [chunks, part] of zip([...features, ...chunksOfHeads], values)) {
          chunks.push(part);
        }
      } finally {
        kernels.free(owned);
        for (const { pass } of passes) pass.free();
      }
    }
    return {
      features: features.map((chunks) => chunks.joined()),
      logits: Object.fromEntries([...logits].map(([name, chunks]) => [name, chunks.joined()])),
      ...(split.has.some((mask) => mask !== null) && { has: split.has }),
    };
  }

  free(): void {
    const { kernels } = this.context;
    this.feeder.free();
    kernels.free(this.dFeatures);
    for (const { pass } of this.lanes) pass.free();
  }

  private rowsAtOnce(): number {
    const largest = Math.max(...this.lanes.map(({ encoder }) => encoder.numbersPerRow));
    return Math.max(1, Math.min(EVALUATION_ROWS, Math.floor(EVALUATION_NUMBERS / largest)));
  }
}

/** Rows of a matrix as they come in. */
class Chunks {
  private readonly columns: number;
  private readonly parts: Float32Array[] = [];

  constructor(columns: number) {
    this.columns = columns;
  }

  push(part: Float32Array): void {
    this.parts.push(part);
  }

  joined(): Matrix {
    return matrix(endToEnd(this.parts), this.columns);
  }
}
