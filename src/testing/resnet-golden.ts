/** Golden files of a ResNet-18 (golden/resnet/README.md) in this engine's layouts: channels last, and back. */
import { sizeOf } from '../math/shape';

/** Little-endian float32 numbers, row-major. */
interface Packed {
  readonly shape: readonly number[];
  readonly base64: string;
}

/** Every `stride`-th number of a large tensor, and sums of all of them. */
interface Sampled extends Packed {
  readonly stride?: number;
  readonly sum?: number;
  readonly sumOfSquares?: number;
}

type Named<T> = Readonly<Record<string, T>>;

interface After {
  readonly parameters: Named<Sampled>;
  readonly buffers: Named<Packed>;
}

/** The parts of a golden file that are read. */
export interface ResNetGolden {
  readonly config: {
    readonly width: number;
    readonly featureDim: number;
    readonly classes: number;
    readonly learningRate: number;
    readonly momentum: number;
    readonly weightDecay?: number;
  };
  /** `[batch, frames, channels, height, width]`, or without frames. */
  readonly x: Packed;
  readonly labels: readonly number[];
  readonly init: Named<Packed>;
  readonly train: { readonly feature: Packed; readonly logits: Packed; readonly loss: number };
  readonly gradients: Named<Packed>;
  /** Of steps 1, 2, 3, each before its update. */
  readonly losses: readonly number[];
  readonly after1: After;
  readonly after3: After;
  readonly eval: { readonly feature: Packed };
  readonly oneFrame?: {
    readonly feature: Packed;
    readonly loss: number;
    readonly buffers: Named<Packed>;
  };
}

export function numbersOf({ base64 }: Packed): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

/** Row-major numbers with their axes in another order. @param order the old axis at each new place. */
function turned(values: ArrayLike<number>, shape: readonly number[], order: readonly number[]) {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const sides = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 1);
  return Float32Array.from({ length: values.length }, (_, place) => {
    let rest = place;
    let from = 0;
    for (let axis = sides.length - 1; axis >= 0; axis--) {
      const side = sides[axis] ?? 1;
      from += (rest % side) * (steps[axis] ?? 0);
      rest = Math.floor(rest / side);
    }
    return values[from] ?? Number.NaN;
  });
}

/** Torch's axes in this engine's order, by the number of axes: kernels `[height, width, in, out]`, matrices `[in, out]`. */
const ORDERS: Readonly<Record<number, readonly number[]>> = { 1: [0], 2: [1, 0], 4: [2, 3, 1, 0] };
const BACK: Readonly<Record<number, readonly number[]>> = { 1: [0], 2: [1, 0], 4: [3, 2, 0, 1] };

const orderIn = (orders: typeof ORDERS, { shape }: Packed): readonly number[] => {
  const order = orders[shape.length];
  if (!order) throw new Error(`There is no parameter of ${shape.length} axes.`);
  return order;
};

/** A parameter as an arena holds it. */
export const fromTorch = (packed: Packed): Float32Array =>
  turned(numbersOf(packed), packed.shape, orderIn(ORDERS, packed));

/** A parameter of an arena as torch has it. @param like of the same shape. */
export function toTorch(values: Float32Array, like: Packed): Float32Array {
  const { shape } = like;
  const sides = orderIn(ORDERS, like).map((axis) => shape[axis] ?? 1);
  return turned(values, sides, orderIn(BACK, like));
}

/** Inputs with channels last, one row a sample, and the shape of a sample. */
export function inputsOf({ x }: ResNetGolden): {
  readonly values: Float32Array;
  readonly rows: number;
  readonly shape: readonly number[];
} {
  const axes = x.shape.map((_, axis) => axis);
  const order = [...axes.slice(0, -3), ...axes.slice(-2), axes.length - 3];
  const [rows = 0, ...shape] = order.map((axis) => x.shape[axis] ?? 1);
  return { values: turned(numbersOf(x), x.shape, order), rows, shape };
}
