/**
 * Parameters of the tf-ops implementation: one flat tensor holds them all, so that an optimizer step is a
 * handful of ops however many layers there are; each layer reads its own slice of it.
 * Slices are fresh tensors after every step: XNNPACK (wasm) caches weights by buffer and never sees a write.
 */

import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../math/shape';
import { zip } from '../../../math/zip';
import type { SavedArena } from '../../../protocol/checkpoint';
import { ADAM } from '../optimizer/adam';
import type { AdamOptions, SgdOptions, StepOptions } from '../optimizer/op';
import { countsOf, savedCounts } from '../optimizer/step-counts';
import {
  ForeignError,
  inArenaOrder,
  isTrained,
  mustFit,
  type ParameterArena,
  type ParameterSpec,
} from '../storage';
import { numbersOf, Slot } from './slots';

/** A parameter's place in the flat tensor and its present value and gradient. */
interface Entry {
  readonly spec: ParameterSpec;
  readonly offset: number;
  readonly size: number;
  readonly value: Slot;
  readonly gradient: Slot;
}

export class TfopsArena implements ParameterArena {
  readonly specs: readonly ParameterSpec[];
  private readonly entries = new Map<string, Entry>();
  /** Numbers of all parameters together. */
  private readonly total: number;
  private readonly flat: Slot;
  /** SGD: momentum. Adam: first and second moment. */
  private readonly state: readonly [Slot, Slot];
  /** Steps of Adam so far, by parameter. */
  private readonly steps: Map<string, number>;

  /** @throws ForeignError for an arena of another implementation. */
  static of(arena: ParameterArena): TfopsArena {
    if (arena instanceof TfopsArena) return arena;
    throw new ForeignError('arena');
  }

  constructor(specs: readonly ParameterSpec[]) {
    this.specs = inArenaOrder(specs);
    this.steps = new Map(this.specs.map(({ name }) => [name, 0]));
    let offset = 0;
    for (const spec of this.specs) {
      if (this.entries.has(spec.name)) throw new Error(`Two parameters are called ${spec.name}.`);
      const size = sizeOf(spec.shape);
      this.entries.set(spec.name, {
        spec,
        offset,
        size,
        value: new Slot(spec.shape),
        gradient: new Slot(spec.shape),
      });
      offset += size;
    }
    this.total = offset;
    this.flat = new Slot([offset]);
    this.state = [new Slot([offset]), new Slot([offset])];
  }

  write(name: string, values: Float32Array): void {
    const entry = this.entry(name);
    if (values.length !== entry.size) {
      throw new Error(`${name} takes ${entry.size} values, not ${values.length}.`);
    }
    entry.value.set(() => tf.tensor(values, [...entry.spec.shape]));
    this.flat.clear();
  }

  async read(): Promise<Map<string, Float32Array>> {
    const values = await numbersOf(this.flatValues());
    const out = new Map<string, Float32Array>();
    for (const { spec, offset, size } of this.entries.values()) {
      out.set(spec.name, values.slice(offset, offset + size));
    }
    return out;
  }

  async save(): Promise<SavedArena> {
    const held = this.state.filter(({ isZero }) => !isZero);
    const copy = async (tensor: tf.Tensor) => Float32Array.from(await numbersOf(tensor));
    const [values, ...moments] = await Promise.all([
      copy(this.flatValues()),
      ...held.map(({ tensor }) => copy(tensor)),
    ]);
    return { values, moments, steps: savedCounts([...this.steps.values()]) };
  }

  restore(saved: SavedArena): void {
    mustFit(saved, this.total);
    this.clearGradients();
    this.flat.clear();
    for (const { spec, offset, size, value } of this.entries.values()) {
      value.set(() => tf.tensor(saved.values.slice(offset, offset + size), [...spec.shape]));
    }
    this.state.forEach((slot, i) => {
      const moment = saved.moments[i];
      if (moment) slot.set(() => tf.tensor1d(moment));
      else slot.clear();
    });
    const counts = countsOf(saved, this.specs.length);
    for (const [{ name }, count] of zip(this.specs, counts)) this.steps.set(name, count);
  }

  free(): void {
    for (const { value, gradient } of this.entries.values()) {
      value.clear();
      gradient.clear();
    }
    for (const slot of [this.flat, ...this.state]) slot.clear();
  }

  /** A parameter's present value. */
  value(name: string): tf.Tensor {
    return this.entry(name).value.tensor;
  }

  /** Replaces a parameter's value by what `next` makes of it. */
  change(name: string, next: (now: tf.Tensor) => tf.Tensor): void {
    const { value } = this.entry(name);
    value.set(() => next(value.tensor));
    this.flat.clear();
  }

  gradient(name: string): Slot {
    return this.entry(name).gradient;
  }

  clearGradients(): void {
    for (const { gradient } of this.entries.values()) gradient.clear();
  }

  sgd({ momentum, weightDecay, ...step }: SgdOptions): void {
    const chosen = this.chosen(step);
    const [velocity] = this.state;
    const parameters = this.flatValues();
    velocity.set(() => {
      const gradient = tf.add(this.flatGradients(), tf.mul(parameters, weightDecay));
      const next = velocity.isZero ? gradient : tf.add(tf.mul(velocity.tensor, momentum), gradient);
      return this.where(chosen, next, velocity);
    });
    this.replace(chosen, () => tf.sub(parameters, tf.mul(velocity.tensor, this.rate(step))));
  }

  adam({ weightDecay, ...step }: AdamOptions): void {
    const chosen = this.chosen(step);
    const [first, second] = this.state;
    const parameters = this.flatValues();
    for (const name of chosen) this.steps.set(name, this.stepsOf(name) + 1);
    const gradient = new Slot(this.flat.shape);
    gradient.set(() => tf.add(this.flatGradients(), tf.mul(parameters, weightDecay)));
    const moment = (slot: Slot, beta: number, of: (gradient: tf.Tensor) => tf.Tensor) =>
      slot.set(() =>
        this.where(
          chosen,
          tf.add(tf.mul(slot.tensor, beta), tf.mul(of(gradient.tensor), 1 - beta)),
          slot,
        ),
      );
    moment(first, ADAM.beta1, (g) => g);
    moment(second, ADAM.beta2, (g) => tf.square(g));
    gradient.clear();
    // a parameter that never stepped is left out, and its scale is of no account
    const scale = (beta: number) =>
      this.perElement((name) => 1 / (1 - beta ** Math.max(1, this.stepsOf(name))));
    this.replace(chosen, () =>
      tf.sub(
        parameters,
        tf.div(
          tf.mul(tf.mul(first.tensor, scale(ADAM.beta1)), this.rate(step)),
          tf.add(tf.sqrt(tf.mul(second.tensor, scale(ADAM.beta2))), ADAM.epsilon),
        ),
      ),
    );
  }

  /** Names of the trained parameters that a step is for. @throws Error for one that is not there. */
  private chosen({ only }: StepOptions): ReadonlySet<string> {
    const specs = only ? only.map((name) => this.entry(name).spec) : this.specs;
    return new Set(specs.filter(isTrained).map(({ name }) => name));
  }

  private stepsOf(name: string): number {
    return this.steps.get(name) ?? 0;
  }

  /** `next` for the chosen parameters, what is there now for the others. */
  private where(chosen: ReadonlySet<string>, next: tf.Tensor, now: Slot): tf.Tensor {
    if (chosen.size === this.entries.size) return next;
    const runs: { readonly isNext: boolean; readonly offset: number; size: number }[] = [];
    for (const { spec, offset, size } of this.entries.values()) {
      const isNext = chosen.has(spec.name);
      const last = runs.at(-1);
      if (last?.isNext === isNext) last.size += size;
      else runs.push({ isNext, offset, size });
    }
    return tf.concat(
      runs.map(({ isNext, offset, size }) =>
        tf.slice(isNext ? next : now.tensor, [offset], [size]),
      ),
    );
  }

  /** The learning rate of every element. */
  private rate({ learningRate, rates }: StepOptions): number | tf.Tensor {
    return this.perElement((name) => learningRate * (rates?.get(name) ?? 1));
  }

  /** A number for every element: one for all, or a vector where parameters differ. */
  private perElement(of: (name: string) => number): number | tf.Tensor {
    const numbers = [...this.entries.keys()].map(of);
    const [first = 0] = numbers;
    if (numbers.every((number) => number === first)) return first;
    const values = new Float32Array(this.total);
    for (const [{ offset, size }, number] of zip([...this.entries.values()], numbers)) {
      values.fill(number, offset, offset + size);
    }
    return tf.tensor1d(values);
  }

  private entry(name: string): Entry {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`There is no parameter called ${name}.`);
    return entry;
  }

  private flatValues(): tf.Tensor {
    if (this.flat.isZero) {
      this.flat.set(() =>
        tf.concat(
          [...this.entries.values()].map(({ value, size }) => tf.reshape(value.tensor, [size])),
        ),
      );
    }
    return this.flat.tensor;
  }

  private flatGradients(): tf.Tensor {
    return tf.concat(
      [...this.entries.values()].map(({ gradient, size }) =>
        gradient.isZero ? tf.zeros([size]) : tf.reshape(gradient.tensor, [size]),
      ),
    );
  }

  private replace(chosen: ReadonlySet<string>, compute: () => tf.Tensor): void {
    this.flat.set(() => this.where(chosen, compute(), this.flat));
    const flat = this.flat.tensor;
    for (const { spec, offset, size, value } of this.entries.values()) {
      value.set(() => tf.reshape(tf.slice(flat, [offset], [size]), [...spec.shape]));
    }
  }
}
