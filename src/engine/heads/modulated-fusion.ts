/**
 * Fusion in which one modality modulates the other; two modalities only, in their order.
 * FiLM (Perez et al., AAAI 2018): [g, b] = U f^1, z = W(g * f^2 + b).
 * Gated (Kiela et al., AAAI 2018): z = W(sigmoid(U f^1) * V f^2).
 * Each linear map has a bias, as in the published code. W may have a hidden ReLU layer before it.
 */
import type { DeviceArray, Kernels, ParameterArena, ParameterSpec } from '../kernels/kernels';
import type { FusionHead, FusionShape, FusionTape } from './fusion-types';
import { LinearHead, linearHeadSpecs } from './linear-head';

/** The two linear maps of each kind: which feature each reads. Both give vectors as long as feature 2. */
const MAPS = {
  film: { gain: 0, shift: 0 },
  gated: { gate: 0, value: 1 },
} as const;

const mapsOf = (shape: FusionShape): [string, number][] =>
  Object.entries(shape.kind === 'film' ? MAPS.film : MAPS.gated);

export function modulatedFusionSpecs(
  name: string,
  shape: FusionShape,
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  const width = shape.featureDims[1] ?? 0;
  const maps = mapsOf(shape).flatMap(([map, m]) =>
    linearHeadSpecs(`${name}.${map}`, shape.featureDims[m] ?? 0, width, stream),
  );
  const hidden = shape.hidden ? linearHeadSpecs(`${name}.hidden`, width, shape.hidden, stream) : [];
  const out = linearHeadSpecs(`${name}.out`, shape.hidden || width, shape.classes, stream);
  return [...maps, ...hidden, ...out];
}

export class ModulatedFusion implements FusionHead {
  readonly shape: FusionShape;
  readonly hasReadouts = false;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly name: string;
  private readonly maps: ReadonlyMap<string, LinearHead>;
  private readonly out: LinearHead;

  constructor(kernels: Kernels, arena: ParameterArena, name: string, shape: FusionShape) {
    this.kernels = kernels;
    this.arena = arena;
    this.name = name;
    this.shape = shape;
    this.maps = new Map(
      mapsOf(shape).map(([map]) => [map, new LinearHead(kernels, arena, `${name}.${map}`)]),
    );
    this.out = new LinearHead(kernels, arena, `${name}.out`);
  }

  tape(rows: number): FusionTape {
    const { kernels, shape } = this;
    const width = shape.featureDims[1] ?? 0;
    const wide = ['fused', 'dFused', ...mapsOf(shape).flatMap(([map]) => [map, `d ${map}`])];
    const inner = new Map(wide.map((name) => [name, kernels.allocate([rows, width])]));
    if (shape.hidden) {
      inner.set('hidden', kernels.allocate([rows, shape.hidden]));
      inner.set('dHidden', kernels.allocate([rows, shape.hidden]));
    }
    return {
      logits: kernels.allocate([rows, shape.classes]),
      dLogits: kernels.allocate([rows, shape.classes]),
      inner,
    };
  }

  freeTape({ logits, dLogits, inner }: FusionTape): void {
    this.kernels.free([logits, dLogits, ...inner.values()]);
  }

  forward(features: readonly DeviceArray[], tape: FusionTape): DeviceArray {
    const { kernels } = this;
    const at = (name: string) => tape.inner.get(name) as DeviceArray;
    for (const [map, m] of mapsOf(this.shape)) {
      this.maps.get(map)?.forward(features[m] as DeviceArray, at(map));
    }
    kernels.clear(at('fused'));
    if (this.shape.kind === 'film') {
      kernels.multiply(at('gain'), features[1] as DeviceArray, at('fused'));
      kernels.add(at('shift'), at('fused'));
    } else {
      kernels.sigmoid(at('gate'), at('gate'));
      kernels.multiply(at('gate'), at('value'), at('fused'));
    }
    if (this.shape.hidden) {
      const weight = `${this.name}.hidden.weight`;
      const bias = `${this.name}.hidden.bias`;
      kernels.linear(at('fused'), this.arena, weight, bias, 'relu', at('hidden'));
      this.out.forward(at('hidden'), tape.logits);
    } else {
      this.out.forward(at('fused'), tape.logits);
    }
    return tape.logits;
  }

  backward(
    features: readonly DeviceArray[],
    tape: FusionTape,
    into: readonly DeviceArray[] | null,
  ): void {
    const { kernels } = this;
    const at = (name: string) => tape.inner.get(name) as DeviceArray;
    kernels.clear(at('dFused'));
    if (this.shape.hidden) {
      const weight = `${this.name}.hidden.weight`;
      kernels.clear(at('dHidden'));
      this.out.backward(at('hidden'), tape.dLogits, at('dHidden'));
      kernels.reluGradient(at('hidden'), at('dHidden'));
      const bias = `${this.name}.hidden.bias`;
      kernels.linearWeightGradient(at('fused'), at('dHidden'), this.arena, weight, bias);
      kernels.linearInputGradient(at('dHidden'), this.arena, weight, at('dFused'));
    } else {
      this.out.backward(at('fused'), tape.dLogits, at('dFused'));
    }
    for (const [map] of mapsOf(this.shape)) kernels.clear(at(`d ${map}`));
    if (this.shape.kind === 'film') {
      kernels.multiply(at('dFused'), features[1] as DeviceArray, at('d gain'));
      kernels.add(at('dFused'), at('d shift'));
      const accumulator = into?.[1];
      if (accumulator) kernels.multiply(at('dFused'), at('gain'), accumulator);
    } else {
      kernels.multiply(at('dFused'), at('value'), at('d gate'));
      kernels.sigmoidGradient(at('gate'), at('d gate'));
      kernels.multiply(at('dFused'), at('gate'), at('d value'));
    }
    for (const [map, m] of mapsOf(this.shape)) {
      const head = this.maps.get(map);
      head?.backward(features[m] as DeviceArray, at(`d ${map}`), into?.[m] ?? null);
    }
  }

  readout(): void {
    throw new Error(`A ${this.shape.kind} fusion has no readout of one modality.`);
  }

  readoutInputGradient(): void {
    this.readout();
  }
}
