/**
 * Parameters of the tf-ops implementation: one flat tensor holds them all, so that an optimizer step is a
 * handful of ops however many layers there are; each layer reads its own slice of it.
 * Slices are fresh tensors after every step: XNNPACK (wasm) caches weights by buffer and never sees a write.
 */

import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../../math/shape';
import type { SavedArena } from '../../../protocol/checkpoint';
import { ADAM } from '../optimizer/adam';
import type { AdamOptions, SgdOptions } from '../optimizer/op';
import { ForeignError, mustFit, type ParameterArena, type ParameterSpec } from '../storage';
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
  private steps = 0;

  /** @throws ForeignError for an arena of another implementation. */
  static of(arena: ParameterArena): TfopsArena {
    if (arena instanceof TfopsArena) return arena;
    throw new ForeignError('arena');
  }

  constructor(specs: readonly ParameterSpec[]) {
    this.specs = specs;
    let offset = 0;
    for (const spec of specs) {
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
    return { values, moments, steps: this.steps };
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
    this.steps = saved.steps;
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

  gradient(name: string): Slot {
    return this.entry(name).gradient;
  }

  clearGradients(): void {
    for (const { gradient } of this.entries.values()) gradient.clear();
  }

  sgd({ learningRate, momentum, weightDecay, rates }: SgdOptions): void {
    const [velocity] = this.state;
    const parameters = this.flatValues();
    velocity.set(() => {
      const gradient = tf.add(this.flatGradients(), tf.mul(parameters, weightDecay));
      return velocity.isZero ? gradient : tf.add(tf.mul(velocity.tensor, momentum), gradient);
    });
    this.replace(() => tf.sub(parameters, tf.mul(velocity.tensor, this.rate(learningRate, rates))));
  }

  adam({ learningRate, weightDecay, rates }: AdamOptions): void {
    const [first, second] = this.state;
    const parameters = this.flatValues();
    this.steps += 1;
    const gradient = new Slot(this.flat.shape);
    gradient.set(() => tf.add(this.flatGradients(), tf.mul(parameters, weightDecay)));
    first.set(() =>
      tf.add(tf.mul(first.tensor, ADAM.beta1), tf.mul(gradient.tensor, 1 - ADAM.beta1)),
    );
    second.set(() =>
      tf.add(tf.mul(second.tensor, ADAM.beta2), tf.mul(tf.square(gradient.tensor), 1 - ADAM.beta2)),
    );
    gradient.clear();
    const firstScale = 1 / (1 - ADAM.beta1 ** this.steps);
    const secondScale = 1 / (1 - ADAM.beta2 ** this.steps);
    this.replace(() =>
      tf.sub(
        parameters,
        tf.div(
          tf.mul(tf.mul(first.tensor, firstScale), this.rate(learningRate, rates)),
          tf.add(tf.sqrt(tf.mul(second.tensor, secondScale)), ADAM.epsilon),
        ),
      ),
    );
  }

  /** The learning rate of every element: a number, or a vector where parameters differ. */
  private rate(
    learningRate: number,
    rates: ReadonlyMap<string, number> | undefined,
  ): number | tf.Tensor {
    if (!rates || rates.size === 0) return learningRate;
    const values = new Float32Array(this.total).fill(learningRate);
    for (const [name, factor] of rates) {
      const { offset, size } = this.entry(name);
      values.fill(learningRate * factor, offset, offset + size);
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

  private replace(compute: () => tf.Tensor): void {
    this.flat.set(compute);
    const flat = this.flat.tensor;
    for (const { spec, offset, size, value } of this.entries.values()) {
      value.set(() => tf.reshape(tf.slice(flat, [offset], [size]), [...spec.shape]));
    }
  }
}
