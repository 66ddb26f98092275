/**
 * The kinds of encoder, in plain words: what each is, which fields it reads and which modalities it can take. They are
 * described here and not beside their code, because settings are checked, and forms drawn, where no engine is: in the
 * address, in the command, on the page before a device is open. `engine/encoders/catalogue.ts` builds them by the same
 * ids; the compiler refuses one without the other.
 */
import * as v from 'valibot';
import { choice, entriesOf, knobsOf, type Values, whole, widths } from './knob-tree';
import { type Knob, knobValue } from './knobs';

/** One kind of encoder. */
export interface EncoderDescription {
  readonly label: string;
  /** One plain sentence. */
  readonly explanation: string;
  /** The fields of the settings that it reads, `kind` aside. */
  readonly uses: readonly EncoderField[];
  /** How many numbers its feature has for each of `width`, where that and not `featureDim` decides it. */
  readonly featuresPerWidth?: number;
  /** Whether it takes statistics over a batch, of which a single sample has none. */
  readonly hasBatchNorm?: true;
  /**
   * Why it cannot read a modality; null where it can.
   * @param modality its id, for the sentence.
   * @param shape of one sample.
   */
  refusal(modality: string, shape: readonly number[]): string | null;
}

/** Sides of images that an encoder takes, in pixels. */
type Sides = readonly [smallest: number, largest: number];
/** What each kind for images takes. */
const SIDES = {
  /** Below, nothing is left to pool; above, a step takes seconds. */
  cnn: [4, 128],
  /** Below, the first pooling leaves a single pixel to all stages; above, a step takes minutes. */
  resnet18: [5, 1024],
} as const satisfies Readonly<Record<string, Sides>>;
/** Moments of a series below which nothing is left to slide along. */
const SHORTEST = 4;

const takes = ([smallest, largest]: Sides, height: number, width: number): boolean =>
  Math.min(height, width) >= smallest && Math.max(height, width) <= largest;

/** Why an encoder of images cannot read a modality. */
function imageRefusal(
  kind: keyof typeof SIDES,
  modality: string,
  shape: readonly number[],
): string | null {
  if (shape.length === 2) return `${modality} is a series, not an image; use "cnn1d" or "mlp".`;
  if (shape.length < 3 || shape.length > 4) {
    return `${modality} is a list of numbers (${shape.join(' x ')}), not an image; use "mlp".`;
  }
  const [height = 0, width = 0] = shape.slice(-3);
  if (takes(SIDES[kind], height, width)) return null;
  const others = Object.entries(SIDES).flatMap(([other, sides]) =>
    takes(sides, height, width) ? [`"${other}"`] : [],
  );
  const [smallest, largest] = SIDES[kind];
  return `${modality} has images of ${height} x ${width} pixels; a ${kind} takes sides from ${smallest} to ${largest} pixels. Use ${[...others, '"mlp"'].join(' or ')}, or other images.`;
}

/** All kinds, in the order in which forms list them. */
export const ENCODERS = {
  mlp: {
    label: 'MLP',
    explanation: 'Layers that join every number with every other; reads any modality as one list.',
    uses: ['hidden', 'featureDim', 'embedding'],
    refusal: () => null,
  },
  cnn: {
    label: 'CNN',
    explanation: 'Small filters that slide over a picture, then the mean of each; for pictures.',
    uses: ['channels', 'downsample', 'featureDim', 'embedding'],
    refusal: (modality, shape) => imageRefusal('cnn', modality, shape),
  },
  cnn1d: {
    label: '1-D CNN',
    explanation: 'Small filters that slide along time, then the mean of each; for series.',
    uses: ['channels', 'featureDim', 'embedding'],
    refusal: (modality, shape) => {
      const [length = 0] = shape;
      if (shape.length !== 2) {
        return `${modality} is no series (${shape.join(' x ')}); use ${shape.length > 2 ? '"cnn" or "mlp"' : '"mlp"'}.`;
      }
      return length < SHORTEST
        ? `${modality} has series of ${length} moments; a cnn1d takes ${SHORTEST} or more. Use "mlp".`
        : null;
    },
  },
  resnet18: {
    label: 'ResNet-18',
    explanation:
      'Seventeen layers of small filters with shortcuts and batch norm; for pictures. As published with width 64; slow.',
    uses: ['width'],
    featuresPerWidth: 8,
    hasBatchNorm: true,
    refusal: (modality, shape) => imageRefusal('resnet18', modality, shape),
  },
} as const satisfies Readonly<Record<string, EncoderDescription>>;

export type EncoderKind = keyof typeof ENCODERS;

export const ENCODER_KINDS = Object.keys(ENCODERS) as [EncoderKind, ...EncoderKind[]];

/** What every kind reads of the settings, and what holds where nothing is set: the nets of docs/presets.md. */
const FIELDS = {
  hidden: widths({
    label: 'Hidden layers',
    explanation: 'Width of each layer between the input and the feature.',
    of: 'layer widths',
    min: 1,
    max: 1024,
    fewest: 0,
    most: 4,
    default: [128],
  }),
  channels: widths({
    label: 'Channels',
    explanation: 'How many filters each layer has.',
    of: 'channel counts',
    min: 1,
    max: 128,
    fewest: 1,
    most: 4,
    default: [16, 32],
  }),
  featureDim: whole({
    label: 'Feature',
    explanation: 'How many numbers the encoder makes of a sample; the same for all modalities.',
    unit: 'dimensions',
    min: 1,
    max: 2048,
    default: 16,
  }),
  width: whole({
    label: 'Width',
    explanation:
      'Channels of the first stage of a ResNet-18, 64 as published; its feature has eight times as many dimensions.',
    unit: 'channels',
    min: 4,
    max: 64,
    default: 8,
  }),
  embedding: choice({
    label: 'Last layer',
    explanation: 'linear, or relu: as published, no feature is negative.',
    choices: ['linear', 'relu'],
    default: 'linear',
  }),
  downsample: choice({
    label: 'Between layers',
    explanation:
      'How sides are halved: by pooling (2x2 maxima), or by convolutions that stride by two.',
    choices: ['pool', 'stride'],
    default: 'pool',
  }),
} as const;

type EncoderField = keyof typeof FIELDS;

const ENCODER = {
  kind: choice({
    label: 'Encoder',
    explanation: ENCODER_KINDS.map((kind) => `${kind}: ${ENCODERS[kind].explanation}`).join(' '),
    choices: ENCODER_KINDS,
    default: 'mlp',
  }),
  ...FIELDS,
} as const;

/** Paths are relative to `encoders.<modality>`. */
export const ENCODER_KNOBS: readonly Knob[] = knobsOf(ENCODER);

/** The fields that say how long a feature is. */
export const KNOB_OF_LENGTH = {
  width: { ...FIELDS.width, path: 'width' },
  featureDim: { ...FIELDS.featureDim, path: 'featureDim' },
} as const;

/** Any part of an encoder's settings. */
export const encoderOverrides = v.partial(v.strictObject(entriesOf(ENCODER)));

/** One encoder, all its numbers given. */
export type EncoderSettings = Readonly<Values<typeof ENCODER>>;

/** What settings say of encoders: by modality id, `*` for all. */
interface HasEncoders {
  readonly encoders: Readonly<Record<string, v.InferOutput<typeof encoderOverrides>>>;
}

/** Where a modality's encoder settings stand, the one that counts most first; for `knobValue`. */
export const encoderLayers = ({ encoders }: HasEncoders, modality: string): readonly unknown[] => [
  encoders[modality],
  encoders['*'],
];

/**
 * The encoder of one modality: its own settings over those of `*` over the defaults. `featureDim` is what its feature
 * has, also where its width decides that.
 */
export function encoderOf(settings: HasEncoders, modality: string): EncoderSettings {
  const layers = encoderLayers(settings, modality);
  const chosen = Object.fromEntries(
    ENCODER_KNOBS.map((knob) => [knob.path, knobValue(knob, ...layers)]),
  ) as unknown as EncoderSettings;
  const { featuresPerWidth }: EncoderDescription = ENCODERS[chosen.kind];
  return featuresPerWidth ? { ...chosen, featureDim: featuresPerWidth * chosen.width } : chosen;
}

export function hasBatchNorm({ kind }: EncoderSettings): boolean {
  const description: EncoderDescription = ENCODERS[kind];
  return description.hasBatchNorm === true;
}

/** The field of an encoder that says how long its feature is, and what it says: for sentences. */
export function featureSaid({ kind, width, featureDim }: EncoderSettings): {
  readonly field: EncoderField;
  readonly says: string;
} {
  const { featuresPerWidth }: EncoderDescription = ENCODERS[kind];
  return featuresPerWidth
    ? { field: 'width', says: `is ${width}, which makes features of ${featureDim} dimensions` }
    : { field: 'featureDim', says: `is ${featureDim}` };
}
