/** Parameters of the WebAssembly implementation: all of them in one array, all gradients in another. */
import { numberAt } from '../../../math/numbers';
import { zip } from '../../../math/zip';
import type { SavedArena } from '../../../protocol/checkpoint';
import { ArenaLayout, type ArenaRange } from '../arena-layout';
import { ADAM } from '../optimizer/adam';
import type { AdamOptions, SgdOptions } from '../optimizer/op';
import { countsOf, savedCounts } from '../optimizer/step-counts';
import {
  ForeignError,
  inArenaOrder,
  mustFit,
  type ParameterArena,
  type ParameterSpec,
} from '../storage';
import { type Machine, part, type Span } from './machine';

/** First and second moment of every parameter, and for each the class AdamState of optimizer/wasm.ts. */
interface AdamState {
  readonly first: Span;
  readonly second: Span;
  readonly clocks: Span;
}

/** Float64 numbers of AdamState, and the place of its count of steps. */
const STATE_SIZE = 5;
const STATE_STEPS = 2;

const rangeOf = (span: Span, { begin, count }: ArenaRange): Span => part(span, begin, count);

export class WasmArena implements ParameterArena {
  readonly specs: readonly ParameterSpec[];
  private readonly machine: Machine;
  private readonly layout: ArenaLayout;
  /** Of Adam's state of each parameter, which has two numbers' room for each of float64. */
  private readonly clockLayout: ArenaLayout;
  private readonly values: Span;
  private readonly gradients: Span;
  /** Of SGD; made when first needed. */
  private velocity: Span | null = null;
  /** Of Adam; made when first needed. */
  private moments: AdamState | null = null;

  /** @throws ForeignError for an arena of another implementation. */
  static of(arena: ParameterArena): WasmArena {
    if (arena instanceof WasmArena) return arena;
    throw new ForeignError('arena');
  }

  constructor(machine: Machine, specs: readonly ParameterSpec[]) {
    this.machine = machine;
    this.specs = inArenaOrder(specs);
    this.layout = new ArenaLayout(this.specs);
    this.clockLayout = new ArenaLayout(
      specs.map(({ name }) => ({ name, shape: [2 * STATE_SIZE] })),
    );
    this.values = this.zeros();
    try {
      this.gradients = this.zeros();
    } catch (error) {
      machine.free(this.values);
      throw error;
    }
  }

  /** A parameter's values. @throws Error for a name the arena does not have. */
  value(name: string): Span {
    return rangeOf(this.values, this.layout.of(name));
  }

  /** A parameter's gradient, to be added to: `adds` is 0 where the first addition must simply write. */
  gradientTarget(name: string): { array: Span; adds: 0 | 1 } {
    return {
      array: rangeOf(this.gradients, this.layout.of(name)),
      adds: this.layout.adds(name),
    };
  }

  /** A parameter's gradient, to be read. */
  gradient(name: string): Span {
    this.settle();
    return rangeOf(this.gradients, this.layout.of(name));
  }

  /** Gradients and values of parameters that stand side by side, to be read. @throws Error where they do not. */
  together(names: readonly string[]): { gradients: Span; values: Span } {
    this.settle();
    const range = this.layout.spanOf(names);
    return { gradients: rangeOf(this.gradients, range), values: rangeOf(this.values, range) };
  }

  write(name: string, values: Float32Array): void {
    this.layout.mustTake(name, values);
    this.machine.write(this.value(name), values);
  }

  async read(): Promise<Map<string, Float32Array>> {
    return this.layout.byName(this.machine.read(this.values));
  }

  async save(): Promise<SavedArena> {
    const { velocity, moments, machine, layout } = this;
    const state = velocity ? [velocity] : moments ? [moments.first, moments.second] : [];
    return {
      values: layout.packed(machine.read(this.values)),
      moments: state.map((span) => layout.packed(machine.read(span))),
      steps: moments
        ? savedCounts(
            this.specs.map(({ name }) => {
              const clock = rangeOf(moments.clocks, this.clockLayout.of(name));
              return numberAt(machine.doubles(clock), STATE_STEPS);
            }),
          )
        : 0,
    };
  }

  restore(saved: SavedArena): void {
    const { machine, layout } = this;
    mustFit(saved, layout.total);
    this.freeState();
    this.clearGradients();
    machine.write(this.values, layout.spread(saved.values));
    const [first, second] = saved.moments.map((moment) =>
      machine.allocateWith(layout.spread(moment)),
    );
    // only Adam has two moments
    if (first && second) {
      const clocks = this.clocksAfter(countsOf(saved, this.specs.length));
      this.moments = { first, second, clocks };
    } else this.velocity = first ?? null;
  }

  free(): void {
    for (const span of [this.values, this.gradients]) this.machine.free(span);
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
    this.velocity ??= this.zeros();
    const { velocity } = this;
    this.settle();
    for (const run of this.layout.runs(options)) {
      const spans = [this.values, this.gradients, velocity].map((span) => rangeOf(span, run));
      this.machine.run('sgd', spans, [run.count], [run.rate, momentum, weightDecay]);
    }
  }

  adam({ learningRate, weightDecay, rates, only }: AdamOptions): void {
    this.moments ??= {
      first: this.zeros(),
      second: this.zeros(),
      clocks: this.clocksAfter(this.specs.map(() => 0)),
    };
    const { first, second, clocks } = this.moments;
    this.settle();
    for (const name of this.layout.chosen(only)) {
      const clock = rangeOf(clocks, this.clockLayout.of(name));
      const range = this.layout.whole(name);
      const spans = [this.values, this.gradients, first, second].map((span) =>
        rangeOf(span, range),
      );
      const rate = learningRate * (rates?.get(name) ?? 1);
      this.machine.run('adamTick', [clock]);
      const numbers = [rate, weightDecay, ADAM.epsilon];
      this.machine.run('adam', [...spans, clock], [range.count], numbers);
    }
  }

  /** Really clears the gradients that are zero but were never written. */
  private settle(): void {
    for (const range of this.layout.unwritten()) this.machine.zero(rangeOf(this.gradients, range));
  }

  /** The powers of both betas are multiplied up step by step, as the kernels do. @param counts one for each parameter. */
  private clocksAfter(counts: readonly number[]): Span {
    const { machine, clockLayout } = this;
    const clocks = machine.allocate(clockLayout.size);
    const power = (beta: number, steps: number) => {
      let product = 1;
      for (let step = 0; step < steps; step++) product *= beta;
      return product;
    };
    const { beta1, beta2 } = ADAM;
    for (const [{ name }, steps] of zip(this.specs, counts)) {
      const clock = machine.doubles(rangeOf(clocks, clockLayout.of(name)));
      clock.set([beta1, beta2, steps, power(beta1, steps), power(beta2, steps)]);
    }
    return clocks;
  }

  private freeState(): void {
    for (const span of [this.velocity, ...Object.values(this.moments ?? {})]) {
      if (span) this.machine.free(span);
    }
    this.velocity = null;
    this.moments = null;
  }

  private zeros(): Span {
    return this.machine.allocateWith(new Float32Array(this.layout.size));
  }
}
