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

export type Kind = 'mlp' | 'cnn';

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
  /** Samples of one step. */
  readonly batch: number;
  readonly parameters: readonly Parameter[];
  /** Per modality one batch, `[batch, ...inputShape]`. */
  readonly inputs: readonly Float32Array[];
  readonly inputShape: readonly number[];
  /** `[batch]` */
  readonly labels: Int32Array;
}

/** Names and shapes of one encoder's parameters, weight and bias by turns. */
function encoderShapes(kind: Kind): [string, number[]][] {
  if (kind === 'mlp') {
    return MLP_WIDTHS.slice(1).flatMap((width, layer): [string, number[]][] => [
      [`layer${layer + 1}.weight`, [MLP_WIDTHS[layer] as number, width]],
      [`layer${layer + 1}.bias`, [width]],
    ]);
  }
  const channels = [1, ...CNN_CHANNELS];
  return [
    ...CNN_CHANNELS.flatMap((out, layer): [string, number[]][] => [
      [`conv${layer + 1}.weight`, [3, 3, channels[layer] as number, out]],
      [`conv${layer + 1}.bias`, [out]],
    ]),
    ['dense.weight', [CNN_CHANNELS[2], DIMS]],
    ['dense.bias', [DIMS]],
  ];
}

/** The same parameters at every batch size. */
export function workload(kind: Kind, batch: number): Workload {
  const heads: [string, number[]][] = [...MODALITIES.map((id) => `${id}.head`), 'shared'].flatMap(
    (head): [string, number[]][] => [
      [`${head}.weight`, [DIMS, CLASSES]],
      [`${head}.bias`, [CLASSES]],
    ],
  );
  const shapes = [
    ...MODALITIES.flatMap((id) =>
      encoderShapes(kind).map(([name, shape]): [string, number[]] => [
        `${id}.encoder.${name}`,
        shape,
      ]),
    ),
    ...heads,
  ];
  const parameters = shapes.map(([name, shape]) => {
    const random = randomStream(1, 'bench', name);
    const bound = shape.length === 1 ? 0 : Math.sqrt(6 / sizeOf(shape.slice(0, -1)));
    const values = Float32Array.from({ length: sizeOf(shape) }, () =>
      random.uniform(-bound, bound),
    );
    return { name, shape, values };
  });
  const inputShape = kind === 'mlp' ? [MLP_WIDTHS[0]] : [CNN_SIDE, CNN_SIDE, 1];
  return {
    kind,
    batch,
    parameters,
    inputShape,
    inputs: MODALITIES.map((id) => {
      const random = randomStream(7, 'bench', id);
      return Float32Array.from({ length: batch * sizeOf(inputShape) }, () => random.normal());
    }),
    labels: Int32Array.from({ length: batch }, (_, i) => i % CLASSES),
  };
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
