/**
 * Fusion in which one modality modulates the other; two modalities only, in their order.
 * FiLM (Perez et al., AAAI 2018): [g, b] = U f^1, z = W(g * f^2 + b).
 * Gated (Kiela et al., AAAI 2018): z = W(sigmoid(U f^1) * V f^2).
 * Each linear map has a bias, as in the published code. W may have a hidden ReLU layer before it.
 */
import type { DeviceArray, Kernels, ParameterArena, ParameterSpec, Rows } from '../kernels/kernels';
import type { FusionPass, FusionShape } from './fusion-types';
import { LinearHead, linearHeadSpecs } from './linear-head';

/** Names of the two linear maps of each kind. Both give vectors as long as feature 2. */
const MAPS = {
  film: { first: 'gain', second: 'shift' },
  gated: { first: 'gate', second: 'value' },
} as const;

const mapsOf = ({ kind }: FusionShape) => (kind === 'film' ? MAPS.film : MAPS.gated);

/** The second map reads feature 1 where it shifts, feature 2 where it is gated; the first always reads feature 1. */
const readBySecond = <T>({ kind }: FusionShape, [one, two]: readonly [T, T]): T =>
  kind === 'film' ? one : two;

/** What there is of exactly two modalities. @throws Error for another number of them. */
function bothOf<T>(list: readonly T[]): readonly [T, T] {
  const [one, two, ...more] = list;
  if (one === undefined || two === undefined || more.length > 0) {
    throw new Error(`A fusion of two modalities was given ${list.length}.`);
  }
  return [one, two];
}

export function modulatedFusionSpecs(
  name: string,
  shape: FusionShape,
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  const dims = bothOf(shape.featureDims);
  const [dim, width] = dims;
  const { first, second } = mapsOf(shape);
  const hidden = shape.hidden ? linearHeadSpecs(`${name}.hidden`, width, shape.hidden, stream) : [];
  return [
    ...linearHeadSpecs(`${name}.${first}`, dim, width, stream),
    ...linearHeadSpecs(`${name}.${second}`, readBySecond(shape, dims), width, stream),
    ...hidden,
    ...linearHeadSpecs(`${name}.out`, shape.hidden || width, shape.classes, stream),
  ];
}

/** Numbers of a batch and the gradient on them. */
interface Units {
  readonly value: DeviceArray;
  readonly gradient: DeviceArray;
}

export class ModulatedPass implements FusionPass {
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
  readonly readouts = [];
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly shape: FusionShape;
  private readonly first: Units & { readonly head: LinearHead };
  private readonly second: Units & { readonly head: LinearHead };
  private readonly fused: Units;
  private readonly hidden: (Units & { readonly weight: string; readonly bias: string }) | null;
  private readonly out: LinearHead;

  constructor(
    kernels: Kernels,
    arena: ParameterArena,
    name: string,
    shape: FusionShape,
    rows: Rows,
  ) {
    const [, width] = bothOf(shape.featureDims);
    const units = (count: number): Units => ({
      value: kernels.allocate([rows, count]),
      gradient: kernels.allocate([rows, count]),
    });
    const head = (part: string) => new LinearHead(kernels, arena, `${name}.${part}`);
    const { first, second } = mapsOf(shape);
    this.kernels = kernels;
    this.arena = arena;
    this.shape = shape;
    this.first = { ...units(width), head: head(first) };
    this.second = { ...units(width), head: head(second) };
    this.fused = units(width);
    this.hidden = shape.hidden
      ? { ...units(shape.hidden), weight: `${name}.hidden.weight`, bias: `${name}.hidden.bias` }
      : null;
    this.out = head('out');
    const { value, gradient } = units(shape.classes);
    this.logits = value;
    this.dLogits = gradient;
  }

  free(): void {
    const { first, second, fused, hidden } = this;
    const all = [first, second, fused, ...(hidden ? [hidden] : [])];
    const held = all.flatMap(({ value, gradient }) => [value, gradient]);
    this.kernels.free([this.logits, this.dLogits, ...held]);
  }

  forward(features: readonly DeviceArray[]): DeviceArray {
    const { kernels, arena, shape, first, second, fused, hidden, out } = this;
    const both = bothOf(features);
    first.head.forward(both[0], first.value);
    second.head.forward(readBySecond(shape, both), second.value);
    kernels.clear(fused.value);
    if (shape.kind === 'film') {
      kernels.multiply(first.value, both[1], fused.value);
      kernels.add(second.value, fused.value);
    } else {
      kernels.sigmoid(first.value, first.value);
      kernels.multiply(first.value, second.value, fused.value);
    }
    if (hidden) {
      kernels.linear(fused.value, arena, hidden.weight, hidden.bias, 'relu', hidden.value);
      out.forward(hidden.value, this.logits);
    } else {
      out.forward(fused.value, this.logits);
    }
    return this.logits;
  }

  backward(features: readonly DeviceArray[], into: readonly DeviceArray[] | null): void {
    const { kernels, shape, first, second, fused } = this;
    const both = bothOf(features);
    const accumulators = into && bothOf(into);
    this.throughOut();
    kernels.clear(first.gradient);
    kernels.clear(second.gradient);
    if (shape.kind === 'film') {
      kernels.multiply(fused.gradient, both[1], first.gradient);
      kernels.add(fused.gradient, second.gradient);
      if (accumulators) kernels.multiply(fused.gradient, first.value, accumulators[1]);
    } else {
      kernels.multiply(fused.gradient, second.value, first.gradient);
      kernels.sigmoidGradient(first.value, first.gradient);
      kernels.multiply(fused.gradient, first.value, second.gradient);
    }
    first.head.backward(both[0], first.gradient, accumulators?.[0] ?? null);
    second.head.backward(
      readBySecond(shape, both),
      second.gradient,
      accumulators && readBySecond(shape, accumulators),
    );
  }

  /** Leaves the gradient on the fused vector. */
  private throughOut(): void {
    const { kernels, arena, fused, hidden, out, dLogits } = this;
    kernels.clear(fused.gradient);
    if (!hidden) {
      out.backward(fused.value, dLogits, fused.gradient);
      return;
    }
    const { weight, bias, value, gradient } = hidden;
    kernels.clear(gradient);
    out.backward(value, dLogits, gradient);
    kernels.reluGradient(value, gradient);
    kernels.linearWeightGradient(fused.value, gradient, arena, weight, bias);
    kernels.linearInputGradient(gradient, arena, weight, fused.gradient);
  }
}
