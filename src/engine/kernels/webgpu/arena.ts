/**
 * Parameters of the WebGPU implementation: all of them in one array, all gradients in another, so that an optimizer
 * step is one dispatch and an encoder is a range.
 */
import { sizeOf } from '../../../math/shape';
import type { SavedArena } from '../../../protocol/checkpoint';
import type { AdamOptions, SgdOptions } from '../kernels';
import { ForeignError, mustFit, type ParameterArena, type ParameterSpec } from '../storage';
import type { Gpu } from './gpu';
import { type GpuArray, part } from './memory';
import {
  adam,
  adamTick,
  countNormRatio,
  deviation,
  largestOfParts,
  modulate,
  normOfParts,
  partialLargest,
  partialMoments,
  SUMMING_THREADS,
  scaleRange,
  sgd,
} from './programs-arena';

const ADAM_BETA1 = 0.9;
const ADAM_BETA2 = 0.999;
const ADAM_EPSILON = 1e-8;

/** Parameters begin at multiples of this, so that they can be read as vec4. */
const ALIGNMENT = 4;

const aligned = (count: number) => Math.ceil(count / ALIGNMENT) * ALIGNMENT;

/** Where a parameter stands, and whether its gradient is still zero without having been written. */
interface Entry {
  readonly order: number;
  readonly begin: number;
  readonly count: number;
  isZero: boolean;
}

/** First and second moment of every parameter, and the powers of both betas. */
interface AdamState {
  readonly first: GpuArray;
  readonly second: GpuArray;
  readonly powers: GpuArray;
}

export class WebGpuArena implements ParameterArena {
  readonly specs: readonly ParameterSpec[];
  private readonly values: GpuArray;
  private readonly gradients: GpuArray;
  private readonly gpu: Gpu;
  private readonly entries = new Map<string, Entry>();
  /** Of SGD; made when first needed. */
  private velocity: GpuArray | null = null;
  /** Of Adam; made when first needed. */
  private moments: AdamState | null = null;
  /** Steps of Adam so far. */
  private steps = 0;

  /** @throws ForeignError for an arena of another implementation. */
  static of(arena: ParameterArena): WebGpuArena {
    if (arena instanceof WebGpuArena) return arena;
    throw new ForeignError('arena');
  }

  constructor(gpu: Gpu, specs: readonly ParameterSpec[]) {
    this.gpu = gpu;
    this.specs = specs;
    let begin = 0;
    for (const [order, { name, shape }] of specs.entries()) {
      if (this.entries.has(name)) throw new Error(`Two parameters are called ${name}.`);
      const count = sizeOf(shape);
      this.entries.set(name, { order, begin, count, isZero: false });
      begin += aligned(count);
    }
    this.values = this.zeros(begin);
    this.gradients = this.zeros(begin);
  }

  /** A parameter's values. @throws Error for a name the arena does not have. */
  value(name: string): GpuArray {
    const { begin, count } = this.entry(name);
    return part(this.values, begin, count);
  }

  /** A parameter's gradient, to be added to: `adds` is 0 where the first addition must simply write. */
  gradientTarget(name: string): { array: GpuArray; adds: 0 | 1 } {
    const entry = this.entry(name);
    const adds = entry.isZero ? 0 : 1;
    entry.isZero = false;
    return { array: part(this.gradients, entry.begin, entry.count), adds };
  }

  write(name: string, values: Float32Array): void {
    const { count } = this.entry(name);
    if (values.length !== count) {
      throw new Error(`${name} takes ${count} values, not ${values.length}.`);
    }
    this.gpu.write(this.value(name), values);
  }

  async read(): Promise<Map<string, Float32Array>> {
    const [all] = await this.gpu.read([this.values]);
    return new Map(
      [...this.entries].map(([name, { begin, count }]) => [name, all.slice(begin, begin + count)]),
    );
  }

  async save(): Promise<SavedArena> {
    const state = this.velocity
      ? [this.velocity]
      : this.moments
        ? [this.moments.first, this.moments.second]
        : [];
    const [values, ...moments] = await this.gpu.read([this.values, ...state]);
    return {
      values: this.packed(values),
      moments: moments.map((all) => this.packed(all)),
      steps: this.steps,
    };
  }

  restore(saved: SavedArena): void {
    mustFit(saved, this.total);
    this.freeState();
    this.clearGradients();
    this.gpu.write(this.values, this.spread(saved.values));
    const [first, second] = saved.moments.map((moment) =>
      this.gpu.allocateWith(this.spread(moment)),
    );
    this.steps = saved.steps;
    // only Adam has two moments
    if (first && second) this.moments = { first, second, powers: this.powers(saved.steps) };
    else this.velocity = first ?? null;
  }

  free(): void {
    for (const array of [this.values, this.gradients]) this.gpu.free(array);
    this.freeState();
  }

  clearGradients(): void {
    for (const entry of this.entries.values()) entry.isZero = true;
  }

  sgd({ learningRate, momentum, weightDecay, rates }: SgdOptions): void {
    this.velocity ??= this.zeros(this.values.count);
    const { velocity } = this;
    this.settle();
    for (const { begin, count, rate } of this.runs(learningRate, rates)) {
      const range = (array: GpuArray) => part(array, begin, count);
      this.gpu.run(
        sgd,
        { p: range(this.values), g: range(this.gradients), v: range(velocity) },
        { rate, momentum, decay: weightDecay },
        count / ALIGNMENT,
      );
    }
  }

  adam({ learningRate, weightDecay, rates }: AdamOptions): void {
    const { count: all } = this.values;
    this.moments ??= { first: this.zeros(all), second: this.zeros(all), powers: this.powers(0) };
    const { first, second, powers } = this.moments;
    this.settle();
    this.gpu.counted(() => {
      this.steps += 1;
    });
    const betas = { beta1: ADAM_BETA1, beta2: ADAM_BETA2 };
    this.gpu.run(adamTick, { powers }, betas, 1);
    for (const { begin, count, rate } of this.runs(learningRate, rates)) {
      const range = (array: GpuArray) => part(array, begin, count);
      this.gpu.run(
        adam,
        {
          p: range(this.values),
          g: range(this.gradients),
          m: range(first),
          v: range(second),
          powers,
        },
        { rate, decay: weightDecay, ...betas, epsilon: ADAM_EPSILON },
        count / ALIGNMENT,
      );
    }
  }

  modulate(name: string, factor: GpuArray, noise: GpuArray | null, moreSpread: number): void {
    const { gpu } = this;
    this.settle();
    const gradient = this.gradient(name);
    const { count } = gradient;
    if (noise === null) {
      gpu.run(scaleRange, { factor, g: gradient }, {}, count);
      return;
    }
    const parts = gpu.allocate(2 * SUMMING_THREADS);
    const spread = gpu.allocate(1);
    gpu.run(partialMoments, { x: gradient, parts }, { count }, SUMMING_THREADS);
    gpu.run(deviation, { parts, out: spread }, { count }, 1);
    gpu.run(modulate, { noise, spread, factor, g: gradient }, { more: moreSpread }, count);
    gpu.free(parts);
    gpu.free(spread);
  }

  /** out = norm of the named gradients; the names must stand together. */
  gradientNorm(names: readonly string[], out: GpuArray): void {
    const { gpu } = this;
    this.settle();
    const { begin, count } = this.spanOf(names);
    const parts = gpu.allocate(2 * SUMMING_THREADS);
    const x = part(this.gradients, begin, count);
    gpu.run(partialMoments, { x, parts }, { count }, SUMMING_THREADS);
    gpu.run(normOfParts, { parts, out }, {}, 1);
    gpu.free(parts);
  }

  /** out = largest size of an element of the named gradients. */
  largestGradient(names: readonly string[], out: GpuArray): void {
    const { gpu } = this;
    this.settle();
    const parts = gpu.allocate(SUMMING_THREADS);
    gpu.zero(parts);
    for (const name of names) {
      const x = this.gradient(name);
      gpu.run(partialLargest, { x, parts }, { count: x.count }, SUMMING_THREADS);
    }
    gpu.run(largestOfParts, { parts, out }, {}, 1);
    gpu.free(parts);
  }

  /** Adds the ratio of the norms of the named gradients and values to `counter`; the names must stand together. */
  countNormRatio(names: readonly string[], counter: GpuArray): void {
    const { gpu } = this;
    this.settle();
    const { begin, count } = this.spanOf(names);
    const above = gpu.allocate(2 * SUMMING_THREADS);
    const below = gpu.allocate(2 * SUMMING_THREADS);
    const sumParts = (x: GpuArray, parts: GpuArray) =>
      gpu.run(partialMoments, { x, parts }, { count }, SUMMING_THREADS);
    sumParts(part(this.gradients, begin, count), above);
    sumParts(part(this.values, begin, count), below);
    gpu.run(countNormRatio, { gradients: above, parameters: below, counter }, {}, 1);
    gpu.free(above);
    gpu.free(below);
  }

  async readGradients(names: readonly string[]): Promise<Float32Array> {
    this.settle();
    const parts = await this.gpu.read(names.map((name) => this.gradient(name)));
    const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const values of parts) {
      all.set(values, at);
      at += values.length;
    }
    return all;
  }

  /** Numbers of all parameters without the gaps between them. */
  private get total(): number {
    return [...this.entries.values()].reduce((sum, { count }) => sum + count, 0);
  }

  private packed(all: Float32Array): Float32Array {
    const out = new Float32Array(this.total);
    let at = 0;
    for (const { begin, count } of this.entries.values()) {
      out.set(all.subarray(begin, begin + count), at);
      at += count;
    }
    return out;
  }

  private spread(packed: Float32Array): Float32Array {
    const out = new Float32Array(this.values.count);
    let at = 0;
    for (const { begin, count } of this.entries.values()) {
      out.set(packed.subarray(at, at + count), begin);
      at += count;
    }
    return out;
  }

  private entry(name: string): Entry {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`There is no parameter called ${name}.`);
    return entry;
  }

  private gradient(name: string): GpuArray {
    const { begin, count } = this.entry(name);
    return part(this.gradients, begin, count);
  }

  /** Really clears the gradients that are zero but were never written. */
  private settle(): void {
    for (const entry of this.entries.values()) {
      if (!entry.isZero) continue;
      entry.isZero = false;
      this.gpu.zero(part(this.gradients, entry.begin, entry.count));
    }
  }

  /** The powers of both betas after some steps, multiplied up in float32 as the device does. */
  private powers(steps: number): GpuArray {
    const power = (beta: number) => {
      let power = 1;
      for (let step = 0; step < steps; step++) power = Math.fround(power * Math.fround(beta));
      return power;
    };
    return this.gpu.allocateWith(Float32Array.of(power(ADAM_BETA1), power(ADAM_BETA2)));
  }

  private freeState(): void {
    for (const array of [this.velocity, ...Object.values(this.moments ?? {})]) {
      if (array) this.gpu.free(array);
    }
    this.velocity = null;
    this.moments = null;
  }

  private zeros(count: number): GpuArray {
    return this.gpu.allocateWith(new Float32Array(count));
  }

  /** The one range that parameters next to each other fill. @throws Error when they are not. */
  private spanOf(names: readonly string[]): { begin: number; count: number } {
    const entries = names.map((name) => this.entry(name)).sort((a, b) => a.order - b.order);
    const [first, last] = [entries[0], entries.at(-1)];
    if (!first || !last || last.order - first.order !== entries.length - 1) {
      throw new Error(`${names.join(', ')} do not stand together.`);
    }
    return { begin: first.begin, count: last.begin + last.count - first.begin };
  }

  /** Runs of parameters with one learning rate: the whole arena, unless some parameters have their own. */
  private runs(
    learningRate: number,
    rates: ReadonlyMap<string, number> = new Map(),
  ): { begin: number; count: number; rate: number }[] {
    const runs: { begin: number; count: number; rate: number }[] = [];
    for (const [name, { begin, count: own }] of this.entries) {
      // the gap behind a parameter, all zero, goes along: programs work on whole fours
      const count = aligned(own);
      const rate = learningRate * (rates.get(name) ?? 1);
      const last = runs.at(-1);
      if (last && last.rate === rate) last.count = begin + count - last.begin;
      else runs.push({ begin, count, rate });
    }
    return runs;
  }
}
