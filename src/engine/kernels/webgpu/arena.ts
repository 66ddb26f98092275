/**
 * Parameters of the WebGPU implementation: all of them in one array, all gradients in another, so that an optimizer
 * step is one dispatch and an encoder is a range.
 */
import { zip } from '../../../math/zip';
import type { SavedArena } from '../../../protocol/checkpoint';
import { ArenaLayout, type ArenaRange } from '../arena-layout';
import { ADAM } from '../optimizer/adam';
import type { AdamOptions, SgdOptions } from '../optimizer/op';
import { countsOf, savedCounts } from '../optimizer/step-counts';
import { adam, adamTick, sgd } from '../optimizer/wgsl';
import {
  ForeignError,
  inArenaOrder,
  mustFit,
  type ParameterArena,
  type ParameterSpec,
} from '../storage';
import type { Gpu } from './gpu';
import { type GpuArray, part } from './memory';

/** First and second moment of every parameter, and for each the powers of both betas. */
interface AdamState {
  readonly first: GpuArray;
  readonly second: GpuArray;
  readonly powers: GpuArray;
}

const rangeOf = (array: GpuArray, { begin, count }: ArenaRange): GpuArray =>
  part(array, begin, count);

export class WebGpuArena implements ParameterArena {
  readonly specs: readonly ParameterSpec[];
  private readonly values: GpuArray;
  private readonly gradients: GpuArray;
  private readonly gpu: Gpu;
  private readonly layout: ArenaLayout;
  /** Of the powers: two numbers for each parameter, in a four of its own. */
  private readonly powerLayout: ArenaLayout;
  /** Of SGD; made when first needed. */
  private velocity: GpuArray | null = null;
  /** Of Adam; made when first needed. */
  private moments: AdamState | null = null;
  /** Steps of Adam so far, by parameter. */
  private readonly steps: Map<string, number>;

  /** @throws ForeignError for an arena of another implementation. */
  static of(arena: ParameterArena): WebGpuArena {
    if (arena instanceof WebGpuArena) return arena;
    throw new ForeignError('arena');
  }

  constructor(gpu: Gpu, specs: readonly ParameterSpec[]) {
    this.gpu = gpu;
    this.specs = inArenaOrder(specs);
    this.layout = new ArenaLayout(this.specs);
    this.powerLayout = new ArenaLayout(specs.map(({ name }) => ({ name, shape: [2] })));
    this.steps = new Map(this.specs.map(({ name }) => [name, 0]));
    this.values = this.zeros(this.layout.size);
    this.gradients = this.zeros(this.layout.size);
  }

  /** A parameter's values. @throws Error for a name the arena does not have. */
  value(name: string): GpuArray {
    return rangeOf(this.values, this.layout.of(name));
  }

  /** A parameter's gradient, to be added to: `adds` is 0 where the first addition must simply write. */
  gradientTarget(name: string): { array: GpuArray; adds: 0 | 1 } {
    const array = rangeOf(this.gradients, this.layout.of(name));
    return { array, adds: this.layout.adds(name) };
  }

  /** A parameter's gradient, to be read. */
  gradient(name: string): GpuArray {
    this.settle();
    return rangeOf(this.gradients, this.layout.of(name));
  }

  /** Gradients and values of parameters that stand side by side, to be read. @throws Error where they do not. */
  together(names: readonly string[]): { gradients: GpuArray; values: GpuArray } {
    this.settle();
    const range = this.layout.spanOf(names);
    return { gradients: rangeOf(this.gradients, range), values: rangeOf(this.values, range) };
  }

  write(name: string, values: Float32Array): void {
    this.layout.mustTake(name, values);
    this.gpu.write(this.value(name), values);
  }

  async read(): Promise<Map<string, Float32Array>> {
    const [all] = await this.gpu.read([this.values]);
    return this.layout.byName(all);
  }

  async save(): Promise<SavedArena> {
    const state = this.velocity
      ? [this.velocity]
      : this.moments
        ? [this.moments.first, this.moments.second]
        : [];
    const [values, ...moments] = await this.gpu.read([this.values, ...state]);
    return {
      values: this.layout.packed(values),
      moments: moments.map((all) => this.layout.packed(all)),
      steps: savedCounts([...this.steps.values()]),
    };
  }

  restore(saved: SavedArena): void {
    mustFit(saved, this.layout.total);
    this.freeState();
    this.clearGradients();
    this.gpu.write(this.values, this.layout.spread(saved.values));
    const [first, second] = saved.moments.map((moment) =>
      this.gpu.allocateWith(this.layout.spread(moment)),
    );
    const counts = countsOf(saved, this.specs.length);
    for (const [{ name }, count] of zip(this.specs, counts)) this.steps.set(name, count);
    // only Adam has two moments
    if (first && second) this.moments = { first, second, powers: this.powers() };
    else this.velocity = first ?? null;
  }

  free(): void {
    for (const array of [this.values, this.gradients]) this.gpu.free(array);
    this.freeState();
  }

  clearGradients(): void {
    this.layout.clearGradients();
  }

  clearGradient(name: string): void {
    this.layout.clearGradient(name);
  }

  sgd(options: SgdOptions): void {
    const { momentum, weightDecay } = options;
    this.velocity ??= this.zeros(this.values.count);
    const { velocity } = this;
    this.settle();
    for (const run of this.layout.runs(options)) {
      const { count, rate } = run;
      const range = (array: GpuArray) => rangeOf(array, run);
      this.gpu.run(
        sgd,
        { p: range(this.values), g: range(this.gradients), v: range(velocity) },
        { rate, momentum, decay: weightDecay },
        count / 4,
      );
    }
  }

  adam({ learningRate, weightDecay, rates, only }: AdamOptions): void {
    const { count: all } = this.values;
    this.moments ??= { first: this.zeros(all), second: this.zeros(all), powers: this.powers() };
    const { first, second, powers } = this.moments;
    this.settle();
    const names = this.layout.chosen(only);
    this.gpu.counted(() => {
      for (const name of names) this.steps.set(name, (this.steps.get(name) ?? 0) + 1);
    });
    const { epsilon, ...betas } = ADAM;
    for (const run of this.powerLayout.runs({ learningRate, only: names })) {
      this.gpu.run(adamTick, { powers: rangeOf(powers, run) }, betas, run.count / 4);
    }
    for (const name of names) {
      const whole = this.layout.whole(name);
      const range = (array: GpuArray) => rangeOf(array, whole);
      const rate = learningRate * (rates?.get(name) ?? 1);
      this.gpu.run(
        adam,
        {
          p: range(this.values),
          g: range(this.gradients),
          m: range(first),
          v: range(second),
          powers: rangeOf(powers, this.powerLayout.whole(name)),
        },
        { rate, decay: weightDecay, ...betas, epsilon },
        whole.count / 4,
      );
    }
  }

  /** Really clears the gradients that are zero but were never written. */
  private settle(): void {
    for (const range of this.layout.unwritten()) this.gpu.zero(rangeOf(this.gradients, range));
  }

  /** The powers of both betas after the steps so far, multiplied up in float32 as the device does. */
  private powers(): GpuArray {
    const power = (beta: number, steps: number) => {
      let power = 1;
      for (let step = 0; step < steps; step++) power = Math.fround(power * Math.fround(beta));
      return power;
    };
    const numbers = new Float32Array(this.powerLayout.size);
    for (const [name, steps] of this.steps) {
      const { begin } = this.powerLayout.of(name);
      numbers.set([power(ADAM.beta1, steps), power(ADAM.beta2, steps)], begin);
    }
    return this.gpu.allocateWith(numbers);
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
}
