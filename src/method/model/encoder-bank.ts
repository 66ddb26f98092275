/**
 * One encoder per modality, as every method builds them: same shapes, same initial weights, same batches.
 * `dFeatures` collects the gradient on each feature; what a method adds there is what the encoder learns from.
 */

import type { Encoder, Tape } from '../../engine/encoders/encoder';
import type {
  BatchFeeder,
  DeviceArray,
  ParameterArena,
  ParameterSpec,
} from '../../engine/kernels/kernels';
import { matrix } from '../../math/matrix';
import { endToEnd } from '../../math/shape';
import { encoderOf } from '../../protocol/encoders';
import { SettingsError } from '../../protocol/settings';
import type { Readings, RunContext } from '../method';
import type { SplitData } from '../run/race-data';
import { chooseEncoder } from './encoder-choice';

/** Rows evaluated at once, where their activations fit. */
const EVALUATION_ROWS = 2048;
/** Numbers one modality's activations may take when a whole split is evaluated: 64 MB. */
const EVALUATION_NUMBERS = 2 ** 24;

/** Feature dimension of each modality. */
export function featureDims({ settings, data }: RunContext): number[] {
  return data.modalities.map(({ id }) => encoderOf(settings, id).featureDim);
}

/**
 * The one feature dimension of all modalities.
 * @throws SettingsError naming `why` it is needed when the modalities differ.
 */
export function commonFeatureDim(context: RunContext, why: string): number {
  const dims = featureDims(context);
  const first = dims[0] as number;
  const other = dims.findIndex((dim) => dim !== first);
  if (other >= 0) {
    const [a, b] = [context.data.modalities[0]?.id, context.data.modalities[other]?.id];
    throw new SettingsError(
      `encoders.${b}.featureDim`,
      `encoders.${b}.featureDim is ${dims[other]} and encoders.${a}.featureDim is ${first}; ${why} needs features of one length.`,
    );
  }
  return first;
}

/**
 * Parameters of all encoders.
 * @throws SettingsError where the settings ask for an encoder that does not suit its modality.
 */
export function encoderSpecs({ settings, data }: RunContext): ParameterSpec[] {
  return data.modalities.flatMap((modality) => chooseEncoder(settings, modality).specs);
}

/** All encoders of a run, with one batch's activations. */
export class EncoderBank {
  readonly feeder: BatchFeeder;
  /** Features of the current batch, per modality `[batch, dims]`; valid after `forward`. */
  readonly features: readonly DeviceArray[];
  /** Accumulators of the gradient on each feature. */
  readonly dFeatures: readonly DeviceArray[];
  /** One-hot labels of the current batch, `[batch, classes]`. */
  readonly targets: DeviceArray;
  private readonly context: RunContext;
  private readonly encoders: readonly Encoder[];
  private readonly tapes: readonly Tape[];

  /** @param split where the batches come from. */
  constructor(context: RunContext, arena: ParameterArena, split = context.data.train) {
    const { kernels, data, batchSize, settings } = context;
    this.context = context;
    this.encoders = data.modalities.map((modality) =>
      chooseEncoder(settings, modality).build(kernels, arena),
    );
    this.tapes = this.encoders.map((encoder) => encoder.tape(batchSize));
    this.features = this.tapes.map((tape) => tape.outputs.at(-1) as DeviceArray);
    this.dFeatures = this.features.map((feature) => kernels.allocate(feature.shape));
    this.feeder = kernels.feeder([...split.inputs, split.targets], batchSize);
    this.targets = this.feeder.batches.at(-1) as DeviceArray;
  }

  /** Encodes the current batch and clears the gradient accumulators. */
  forward(): void {
    this.encoders.forEach((encoder, m) => {
      encoder.forward(this.feeder.batches[m] as DeviceArray, this.tapes[m] as Tape);
      this.context.kernels.clear(this.dFeatures[m] as DeviceArray);
    });
  }

  /** Carries what was added to `dFeatures` back through every encoder. */
  backward(): void {
    this.encoders.forEach((encoder, m) => {
      encoder.backward(
        this.feeder.batches[m] as DeviceArray,
        this.tapes[m] as Tape,
        this.dFeatures[m] as DeviceArray,
      );
    });
  }

  /**
   * Features of a whole split, and logits that `heads` computes from them.
   * @param heads given features `[rows, dims]` per modality, returns arrays it allocated; they are read and freed here.
   */
  async read(
    split: SplitData,
    heads: (features: readonly DeviceArray[], rows: number) => Record<string, DeviceArray>,
  ): Promise<Readings> {
    const { kernels } = this.context;
    const featureParts: Float32Array[][] = this.encoders.map(() => []);
    const logitParts = new Map<string, Float32Array[]>();
    const { classes } = this.context.data;
    const largest = Math.max(...this.encoders.map(({ numbersPerRow }) => numbersPerRow));
    const atOnce = Math.max(1, Math.min(EVALUATION_ROWS, Math.floor(EVALUATION_NUMBERS / largest)));
    for (let begin = 0; begin < split.size; begin += atOnce) {
      const rows = Math.min(atOnce, split.size - begin);
      const inputs = split.inputs.map((input) => kernels.allocate([rows, ...input.shape.slice(1)]));
      const tapes = this.encoders.map((encoder) => encoder.tape(rows));
      const owned: DeviceArray[] = [...inputs];
      try {
        const features = this.encoders.map((encoder, m) => {
          const input = inputs[m] as DeviceArray;
          kernels.rows(split.inputs[m] as DeviceArray, begin, rows, input);
          return encoder.forward(input, tapes[m] as Tape);
        });
        const logits = heads(features, rows);
        owned.push(...Object.values(logits));
        const values = await kernels.read([...features, ...Object.values(logits)]);
        features.forEach((_, m) => {
          featureParts[m]?.push(values[m] as Float32Array);
        });
        Object.keys(logits).forEach((name, k) => {
          const parts = logitParts.get(name) ?? [];
          parts.push(values[features.length + k] as Float32Array);
          logitParts.set(name, parts);
        });
      } finally {
        kernels.free(owned);
        this.encoders.forEach((encoder, m) => {
          encoder.freeTape(tapes[m] as Tape);
        });
      }
    }
    const dims = featureDims(this.context);
    return {
      features: featureParts.map((parts, m) => matrix(endToEnd(parts), dims[m] as number)),
      logits: Object.fromEntries(
        [...logitParts].map(([name, parts]) => [name, matrix(endToEnd(parts), classes)]),
      ),
    };
  }

  free(): void {
    const { kernels } = this.context;
    this.feeder.free();
    kernels.free(this.dFeatures);
    this.encoders.forEach((encoder, m) => {
      encoder.freeTape(this.tapes[m] as Tape);
    });
  }
}
