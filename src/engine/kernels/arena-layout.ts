/**
 * Where parameters stand in one flat array of an implementation that writes in place, and whose gradients are still zero
 * without having been written. An optimizer step is then one pass over a range, and an encoder is a range.
 */
import { sizeOf } from '../../math/shape';
import type { StepOptions } from './optimizer/op';
import { isTrained, type ParameterSpec } from './storage';

/** Parameters begin at multiples of this, so that they can be read by fours; the gaps are zero. */
const ALIGNMENT = 4;

const aligned = (count: number) => Math.ceil(count / ALIGNMENT) * ALIGNMENT;

/** A range of the flat array. */
export interface ArenaRange {
  readonly begin: number;
  readonly count: number;
}

/** Where a parameter stands, and whether its gradient is still zero without having been written. */
interface Entry extends ArenaRange {
  readonly order: number;
  /** Whether optimizers step it; else nobody writes its gradient, which stays zero. */
  readonly isTrained: boolean;
  isZero: boolean;
}

export class ArenaLayout {
  /** Numbers of the flat array, gaps included. */
  readonly size: number;
  private readonly entries = new Map<string, Entry>();

  constructor(specs: readonly Pick<ParameterSpec, 'name' | 'shape' | 'isTrained'>[]) {
    let begin = 0;
    for (const [order, spec] of specs.entries()) {
      const { name, shape } = spec;
      if (this.entries.has(name)) throw new Error(`Two parameters are called ${name}.`);
      const count = sizeOf(shape);
      this.entries.set(name, { order, begin, count, isTrained: isTrained(spec), isZero: false });
      begin += aligned(count);
    }
    this.size = begin;
  }

  /** Numbers of all parameters without the gaps between them. */
  get total(): number {
    return [...this.entries.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** @throws Error for a name the arena does not have. */
  of(name: string): ArenaRange {
    return this.entry(name);
  }

  /** @throws Error for an unknown name or another number of values. */
  mustTake(name: string, { length }: Float32Array): void {
    const { count } = this.entry(name);
    if (length !== count) throw new Error(`${name} takes ${count} values, not ${length}.`);
  }

  /** Whether a gradient is to be added to (1) or may simply be written (0); from now on it is written. */
  adds(name: string): 0 | 1 {
    const entry = this.entry(name);
    const adds = entry.isZero ? 0 : 1;
    entry.isZero = false;
    return adds;
  }

  clearGradients(): void {
    for (const entry of this.entries.values()) entry.isZero = entry.isTrained;
  }

  clearGradient(name: string): void {
    this.entry(name).isZero = true;
  }

  /** Ranges whose gradients are zero but were never written; whoever asks writes the zeros. */
  unwritten(): readonly ArenaRange[] {
    const found = [...this.entries.values()].filter(({ isZero }) => isZero);
    for (const entry of found) entry.isZero = false;
    return found;
  }

  /** Every parameter's part of the flat array's contents. */
  byName(all: Float32Array): Map<string, Float32Array> {
    return new Map(
      [...this.entries].map(([name, { begin, count }]) => [name, all.slice(begin, begin + count)]),
    );
  }

  /** The flat array's contents without the gaps. */
  packed(all: Float32Array): Float32Array {
    const out = new Float32Array(this.total);
    let at = 0;
    for (const { begin, count } of this.entries.values()) {
      out.set(all.subarray(begin, begin + count), at);
      at += count;
    }
    return out;
  }

  /** The reverse of `packed`. */
  spread(packed: Float32Array): Float32Array {
    const out = new Float32Array(this.size);
    let at = 0;
    for (const { begin, count } of this.entries.values()) {
      out.set(packed.subarray(at, at + count), begin);
      at += count;
    }
    return out;
  }

  /** The one range that parameters next to each other fill. @throws Error when they are not. */
  spanOf(names: readonly string[]): ArenaRange {
    const entries = names.map((name) => this.entry(name)).sort((a, b) => a.order - b.order);
    const [first, last] = [entries[0], entries.at(-1)];
    if (!first || !last || last.order - first.order !== entries.length - 1) {
      throw new Error(`${names.join(', ')} do not stand together.`);
    }
    return { begin: first.begin, count: last.begin + last.count - first.begin };
  }

  /** Names of the trained ones that a step is for, in order. @throws Error for a name the arena does not have. */
  chosen(only?: readonly string[]): readonly string[] {
    const entries = only ? new Map(only.map((name) => [name, this.entry(name)])) : this.entries;
    return [...entries]
      .filter(([, { isTrained }]) => isTrained)
      .sort(([, a], [, b]) => a.order - b.order)
      .map(([name]) => name);
  }

  /** The range of a parameter with the gap behind it, all zero: optimizers work on whole fours. */
  whole(name: string): ArenaRange {
    const { begin, count } = this.entry(name);
    return { begin, count: aligned(count) };
  }

  /** Runs of neighbours with one learning rate: all that is trained, unless some parameters are left out or have their own. */
  runs({ learningRate, rates, only }: StepOptions): readonly (ArenaRange & {
    readonly rate: number;
  })[] {
    const runs: { begin: number; count: number; rate: number }[] = [];
    for (const name of this.chosen(only)) {
      const { begin, count } = this.whole(name);
      const rate = learningRate * (rates?.get(name) ?? 1);
      const last = runs.at(-1);
      if (last && last.rate === rate && last.begin + last.count === begin) last.count += count;
      else runs.push({ begin, count, rate });
    }
    return runs;
  }

  private entry(name: string): Entry {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`There is no parameter called ${name}.`);
    return entry;
  }
}

/** One array after the other. */
export function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of parts) {
    all.set(values, at);
    at += values.length;
  }
  return all;
}
