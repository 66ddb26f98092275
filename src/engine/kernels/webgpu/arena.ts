/**
 * Parameters of the WebGPU implementation: all of them in one buffer, all gradients in another, so that an optimizer
 * step is one dispatch and an encoder is a range.
 */
import type { SavedArena } from '../../../protocol/checkpoint';
import type { AdamOptions, SgdOptions } from '../kernels';
import { mustFit, type ParameterArena, type ParameterSpec } from '../storage';
import type { Gpu, GpuArray } from './gpu';
import {
  adam,
  adamTick,
  countNormRatio,
  deviation,
  modulate,
  partialMoments,
  SUMMING_THREADS,
  scaleRange,
  sgd,
} from './programs-arena';

const ADAM_BETA1 = 0.9;
const ADAM_BETA2 = 0.999;
const ADAM_EPSILON = 1e-8;

/** Where a parameter stands in the buffers. */
export interface Range {
  readonly begin: number;
  readonly count: number;
}

export class WebGpuArena implements ParameterArena {
  readonly specs: readonly ParameterSpec[];
  readonly values: GpuArray;
  readonly gradients: GpuArray;
  private readonly gpu: Gpu;
  private readonly ranges = new Map<string, Range>();
  private readonly total: number;
  /** SGD: velocity. Adam: first and second moment, and the powers of beta; made when first needed. */
  private state: GpuArray[] = [];
  /** Steps of Adam so far. */
  private steps = 0;

  constructor(gpu: Gpu, specs: readonly ParameterSpec[]) {
    this.gpu = gpu;
    this.specs = specs;
    let begin = 0;
    for (const { name, shape } of specs) {
      if (this.ranges.has(name)) throw new Error(`Two parameters are called ${name}.`);
      const count = shape.reduce((product, side) => product * side, 1);
      this.ranges.set(name, { begin, count });
      begin += count;
    }
    this.total = begin;
    this.values = this.zeros(begin);
    this.gradients = this.zeros(begin);
  }

  /** @throws Error for a name the arena does not have. */
  range(name: string): Range {
    const range = this.ranges.get(name);
    if (!range) throw new Error(`There is no parameter called ${name}.`);
    return range;
  }

  write(name: string, values: Float32Array): void {
    const { begin, count } = this.range(name);
    if (values.length !== count) {
      throw new Error(`${name} takes ${count} values, not ${values.length}.`);
    }
    this.gpu.write(this.values, values, begin);
  }

  async read(): Promise<Map<string, Float32Array>> {
    const [all] = await this.gpu.read([{ array: this.values, count: this.total }]);
    return new Map(
      [...this.ranges].map(([name, { begin, count }]) => [
        name,
        (all as Float32Array).slice(begin, begin + count),
      ]),
    );
  }

  async save(): Promise<SavedArena> {
    const arrays = [this.values, ...this.state.slice(0, 2)];
    const [values, ...moments] = await this.gpu.read(
      arrays.map((array) => ({ array, count: this.total })),
    );
    return { values: values as Float32Array, moments, steps: this.steps };
  }

  restore(saved: SavedArena): void {
    mustFit(saved, this.total);
    for (const array of this.state) this.gpu.free(array);
    this.clearGradients();
    this.gpu.write(this.values, saved.values);
    this.state = saved.moments.map((moment) => {
      const array = this.gpu.allocate(this.total);
      this.gpu.write(array, moment);
      return array;
    });
    this.steps = saved.steps;
    if (saved.steps > 0) this.state.push(this.powers(saved.steps));
  }

  free(): void {
    for (const array of [this.values, this.gradients, ...this.state]) this.gpu.free(array);
    this.state = [];
  }

  clearGradients(): void {
    this.gpu.zero(this.gradients);
  }

  sgd({ learningRate, momentum, weightDecay, rates }: SgdOptions): void {
    if (this.state.length === 0) this.state = [this.zeros(this.total)];
    const arrays = [this.values, this.gradients, this.state[0] as GpuArray];
    for (const { begin, count, rate } of this.runs(learningRate, rates)) {
      this.gpu.run(sgd, arrays, [begin, rate, momentum, weightDecay], count);
    }
  }

  adam({ learningRate, weightDecay, rates }: AdamOptions): void {
    if (this.state.length === 0) {
      this.state = [this.zeros(this.total), this.zeros(this.total), this.powers(0)];
    }
    this.steps += 1;
    const [first, second, powers] = this.state as [GpuArray, GpuArray, GpuArray];
    this.gpu.run(adamTick, [powers], [ADAM_BETA1, ADAM_BETA2], 1);
    for (const { begin, count, rate } of this.runs(learningRate, rates)) {
      this.gpu.run(
        adam,
        [this.values, this.gradients, first, second, powers],
        [begin, rate, weightDecay, ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON],
        count,
      );
    }
  }

  modulate(name: string, factor: number, noise: Float32Array | null): void {
    const { gpu } = this;
    const { begin, count } = this.range(name);
    const scalars = gpu.allocate(2);
    gpu.write(scalars, Float32Array.from([0, factor]));
    if (noise === null) {
      gpu.run(scaleRange, [scalars, this.gradients], [begin], count);
    } else {
      const parts = gpu.allocate(2 * SUMMING_THREADS);
      const drawn = gpu.allocate(count);
      gpu.write(drawn, noise);
      gpu.run(partialMoments, [this.gradients, parts], [begin, count], SUMMING_THREADS);
      gpu.run(deviation, [parts, scalars], [count], 1);
      gpu.run(modulate, [drawn, scalars, this.gradients], [begin], count);
      gpu.free(parts);
      gpu.free(drawn);
    }
    gpu.free(scalars);
  }

  /** Adds the ratio of the norms of the named gradients and values to `counter`; the names must stand together. */
  countNormRatio(names: readonly string[], counter: GpuArray): void {
    const { gpu } = this;
    const span = this.spanOf(names);
    const numbers = [span.begin, span.count];
    const [above, below] = [
      gpu.allocate(2 * SUMMING_THREADS),
      gpu.allocate(2 * SUMMING_THREADS),
    ] as const;
    gpu.run(partialMoments, [this.gradients, above], numbers, SUMMING_THREADS);
    gpu.run(partialMoments, [this.values, below], numbers, SUMMING_THREADS);
    gpu.run(countNormRatio, [above, below, counter], [], 1);
    gpu.free(above);
    gpu.free(below);
  }

  async readGradients(names: readonly string[]): Promise<Float32Array> {
    const ranges = names.map((name) => this.range(name));
    const total = ranges.reduce((sum, { count }) => sum + count, 0);
    const gathered = this.gpu.allocate(total);
    let at = 0;
    for (const { begin, count } of ranges) {
      this.gpu.copy(this.gradients, begin, gathered, at, count);
      at += count;
    }
    const [values] = await this.gpu.read([{ array: gathered, count: total }]);
    this.gpu.free(gathered);
    return values as Float32Array;
  }

  /** The powers of both betas after some steps, multiplied up in float32 as the device does. */
  private powers(steps: number): GpuArray {
    const powers = Float32Array.from([1, 1]);
    for (let step = 0; step < steps; step++) {
      powers[0] = (powers[0] as number) * Math.fround(ADAM_BETA1);
      powers[1] = (powers[1] as number) * Math.fround(ADAM_BETA2);
    }
    const array = this.gpu.allocate(2);
    this.gpu.write(array, powers);
    return array;
  }

  private zeros(count: number): GpuArray {
    const array = this.gpu.allocate(count);
    this.gpu.zero(array);
    return array;
  }

  /** The one range that parameters next to each other fill. @throws Error when they are not. */
  private spanOf(names: readonly string[]): Range {
    const ranges = names.map((name) => this.range(name));
    const begin = Math.min(...ranges.map((range) => range.begin));
    const end = Math.max(...ranges.map((range) => range.begin + range.count));
    const count = ranges.reduce((sum, range) => sum + range.count, 0);
    if (end - begin !== count) throw new Error(`${names.join(', ')} do not stand together.`);
    return { begin, count };
  }

  /** Runs of parameters with one learning rate: the whole arena, unless some parameters have their own. */
  private runs(
    learningRate: number,
    rates: ReadonlyMap<string, number> = new Map(),
  ): (Range & { rate: number })[] {
    const runs: { begin: number; count: number; rate: number }[] = [];
    for (const [name, { begin, count }] of this.ranges) {
      const rate = learningRate * (rates.get(name) ?? 1);
      const last = runs.at(-1);
      if (last && last.rate === rate) last.count += count;
      else runs.push({ begin, count, rate });
    }
    return runs;
  }
}
