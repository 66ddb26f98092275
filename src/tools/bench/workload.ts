/**
 * The step that is timed, as plain numbers: two encoders, three heads, four cross-entropies, DUC both ways, backward,
 * SGD with momentum. Every contender starts from the same parameters and sees the same batch. Imports no library.
 */
import { randomStream } from '../../math/rng';
import { sizeOf } from '../../math/shape';

export const DIMS = 64;
export const CLASSES = 10;
export const MODALITIES = ['a', 'b'] as const;
export const LEARNING_RATE = 0.01;
export const MOMENTUM = 0.9;
/** DUC in its published form: dot products over this temperature, each direction on half of the dimensions. */
export const TEMPERATURE = 10;
export const HALF = DIMS / 2;
/** Batch at which everybody is timed; at the others, only who is not slowed by software standing in for a card. */
export const COMMON_BATCH = 64;

/** Nets that every contender has. */
export const SMALL_KINDS = ['mlp', 'cnn'] as const;
export type SmallKind = (typeof SMALL_KINDS)[number];
export type Kind = SmallKind | 'resnet18';

/** Widths of the perceptron; its feature is a ReLU as the hidden layer is. */
export const MLP_WIDTHS = [64, 128, DIMS] as const;
export const CNN_SIDE = 28;
export const CNN_CHANNELS = [16, 32, 64] as const;

/** A parameter; weights are `[in, out]` or `[3, 3, in, out]`. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Workload {
  readonly kind: Kind;
  /** Dimensions of the feature. */
  readonly dims: number;
  /** Samples of one step. */
  readonly batch: number;
  readonly parameters: readonly Parameter[];
  /** Per modality one batch, `[batch, ...inputShape]`. */
  readonly inputs: readonly Float32Array[];
  readonly inputShape: readonly number[];
  /** `[batch]` */
  readonly labels: Int32Array;
}

/** A parameter before it has numbers: all `value`, or drawn where that is absent (He's uniform start). */
export interface ParameterStart {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value?: number;
}

/** A layer's weight, which is drawn, and its bias, which begins at 0. */
const layer = (name: string, shape: readonly number[]): readonly ParameterStart[] => [
  { name: `${name}.weight`, shape },
  { name: `${name}.bias`, shape: shape.slice(-1), value: 0 },
];

/** The parameters of one encoder. */
function encoderStarts(kind: SmallKind): readonly ParameterStart[] {
  if (kind === 'mlp') {
    return MLP_WIDTHS.slice(1).flatMap((width, i) =>
      layer(`layer${i + 1}`, [MLP_WIDTHS[i] as number, width]),
    );
  }
  const channels = [1, ...CNN_CHANNELS];
  return [
    ...CNN_CHANNELS.flatMap((out, i) => layer(`conv${i + 1}`, [3, 3, channels[i] as number, out])),
    ...layer('dense', [CNN_CHANNELS[2], DIMS]),
  ];
}

function drawn({ name, shape, value }: ParameterStart): Parameter {
  const values = new Float32Array(sizeOf(shape));
  if (value === undefined) {
    const random = randomStream(1, 'bench', name);
    const bound = Math.sqrt(6 / sizeOf(shape.slice(0, -1)));
    for (let i = 0; i < values.length; i++) values[i] = random.uniform(-bound, bound);
  } else values.fill(value);
  return { name, shape, values };
}

/**
 * Two encoders of one kind, their heads and one batch. The same parameters at every batch size.
 * @param encoder the parameters of one of them.
 * @param dims of its feature.
 */
export function workloadOf(
  { kind, batch, dims, inputShape }: Pick<Workload, 'kind' | 'batch' | 'dims' | 'inputShape'>,
  encoder: readonly ParameterStart[],
): Workload {
  const starts = [
    ...MODALITIES.flatMap((id) =>
      encoder.map((start) => ({ ...start, name: `${id}.encoder.${start.name}` })),
    ),
    ...[...MODALITIES.map((id) => `${id}.head`), 'shared'].flatMap((head) =>
      layer(head, [dims, CLASSES]),
    ),
  ];
  return {
    kind,
    batch,
    dims,
    inputShape,
    parameters: starts.map(drawn),
    inputs: MODALITIES.map((id) => {
      const random = randomStream(7, 'bench', id);
      return Float32Array.from({ length: batch * sizeOf(inputShape) }, () => random.normal());
    }),
    labels: Int32Array.from({ length: batch }, (_, i) => i % CLASSES),
  };
}

/** The small nets. */
export function workload(kind: SmallKind, batch: number): Workload {
  const inputShape = kind === 'mlp' ? [MLP_WIDTHS[0]] : [CNN_SIDE, CNN_SIDE, 1];
  return workloadOf({ kind, batch, dims: DIMS, inputShape }, encoderStarts(kind));
}

/** Labels as one-hot rows, `[batch, CLASSES]`. */
export function oneHot(labels: Int32Array): Float32Array {
  const rows = new Float32Array(labels.length * CLASSES);
  labels.forEach((label, i) => {
    rows[i * CLASSES + label] = 1;
  });
  return rows;
}

/** The dimensions on which modality m teaches the other: 1 there, 0 elsewhere. */
export const teaches = (m: number): Float32Array =>
  Float32Array.from({ length: DIMS }, (_, d) => Number(d < HALF === (m === 0)));
