/**
 * What kernels compute on: opaque arrays, and parameters by name. Apart from `kernels.ts` so that each group of
 * kernels can have a file of its own. Must not import tfjs.
 */
import type { SavedArena } from '../../protocol/checkpoint';

/**
 * How many rows the batch at hand has. Arrays made for a batch have this as their first side and follow it, so that
 * the last batch of an epoch may be smaller: they keep their memory, and kernels see its first rows only. The feeder
 * that serves the batch says how many there are.
 */
export class BatchRows {
  /** Rows for which there is memory. */
  readonly most: number;
  /** Rows of a whole batch: `most`, or one less where a single row that is left over goes with the batch before it. */
  readonly whole: number;
  /** Rows of the present batch, from 1 to `most`. */
  now: number;

  constructor(most: number, whole = most) {
    this.most = most;
    this.whole = whole;
    this.now = whole;
  }
}

/** Rows of every batch of so many samples: whole ones, and what is left, in a batch of its own or, if it may be, in none. */
export function evenBatches(
  samples: number,
  { most, whole }: Pick<BatchRows, 'most' | 'whole'>,
): readonly number[] {
  const count = Math.ceil(samples / whole);
  const batches = Array.from({ length: count }, (_, k) => Math.min(whole, samples - k * whole));
  if (most === whole || count < 2 || batches.at(-1) !== 1) return batches;
  return [...batches.slice(0, -2), most];
}

/** The batches of an epoch, one after the other. */
export class BatchesToServe {
  private readonly rows: BatchRows;
  private readonly batches: readonly number[];
  private served = 0;
  private begin = 0;

  /**
   * @param samples of the epoch. @param batches rows of each batch; whole ones and what is left where absent.
   * @throws Error where a batch is empty or larger than a whole one, or they are not so many samples.
   */
  constructor(rows: BatchRows, samples: number, batches = evenBatches(samples, rows)) {
    const sum = batches.reduce((total, count) => total + count, 0);
    if (sum !== samples || batches.some((count) => count < 1 || count > rows.most)) {
      throw new Error(
        `Batches of ${batches.join(', ')} rows are not an epoch of ${samples} samples in batches of 1 to ${rows.most}.`,
      );
    }
    this.rows = rows;
    this.batches = batches;
  }

  /** Makes the next batch the one at hand. @returns where in the order it begins. @throws Error when nothing is left. */
  next(): number {
    const count = this.batches[this.served];
    if (count === undefined) throw new Error('The epoch has no batch left.');
    const { begin } = this;
    this.served += 1;
    this.begin += count;
    this.rows.now = count;
    return begin;
  }
}

/** Rows of an array: so many for ever, or those of the batch at hand. */
export type Rows = number | BatchRows;

/** The sides of an array as they are asked for; the first may follow the batch at hand. */
export type Sides = readonly number[] | readonly [Rows, ...number[]];

/** @param most whether to give the sides of a whole batch instead of those of the batch at hand. */
export const shapeOf = (sides: Sides, most = false): readonly number[] =>
  sides.map((side) => (typeof side === 'number' ? side : most ? side.most : side.now));

/**
 * A float32 array on the device, row-major. Opaque; whoever allocates it frees it. Each implementation makes arrays of
 * its own kind and refuses those of another.
 */
export abstract class DeviceArray {
  /** To allocate another array that is as long at every moment. */
  readonly sides: Sides;
  /** Keeps other things that have a shape from passing for arrays. */
  protected readonly liesOnDevice = true;

  constructor(sides: Sides) {
    this.sides = sides;
  }

  /** Its sides at this moment. */
  get shape(): readonly number[] {
    return shapeOf(this.sides);
  }
}

/** The contents of arrays, in their order: a list of a known length gives one of the same length. */
export type Contents<Arrays extends readonly unknown[]> = {
  [Place in keyof Arrays]: Float32Array;
};

/** Says of contents that they are those of `arrays`. @throws Error when there are not as many of them. */
export function contentsOf<const Arrays extends readonly unknown[]>(
  arrays: Arrays,
  values: readonly Float32Array[],
): Contents<Arrays> {
  if (values.length !== arrays.length) {
    throw new Error(`${arrays.length} arrays were read and ${values.length} came back.`);
  }
  // the compiler cannot count what `map` returns; it was counted here
  return values as Contents<Arrays>;
}

/** A programmer's error: what one implementation made was handed to another. */
export class ForeignError extends Error {
  constructor(what: string) {
    super(`The ${what} was made by another back end.`);
    this.name = 'ForeignError';
  }
}

/** How the numbers of a parameter start: uniform in [-bound, bound], normal, or all alike. */
type Start =
  | { readonly bound: number }
  | { readonly mean: number; readonly sd: number }
  | { readonly value: number };

/** A parameter: its name in the arena, its shape and how it starts. */
export type ParameterSpec = Start & {
  readonly name: string;
  readonly shape: readonly number[];
  /** The random stream the initial values come from; parameters of one module share one stream, in order. */
  readonly stream: readonly (string | number)[];
  /**
   * A running statistic: it is written by its kernel alone, has no gradient, and no optimizer steps it. It is saved, read
   * and restored like any other parameter.
   */
  readonly isTrained?: false;
};

/** Whether optimizers step a parameter. */
export const isTrained = (spec: Pick<ParameterSpec, 'isTrained'>): boolean =>
  spec.isTrained !== false;

/** The order in which an arena holds parameters: those that are trained side by side, behind them the others. */
export const inArenaOrder = (specs: readonly ParameterSpec[]): readonly ParameterSpec[] => [
  ...specs.filter(isTrained),
  ...specs.filter((spec) => !isTrained(spec)),
];

/** All parameters that one optimizer trains, with their gradients and optimizer state, and what stands beside them untrained. */
export interface ParameterArena {
  /** In the order in which the arena holds them (`inArenaOrder`). */
  readonly specs: readonly ParameterSpec[];
  /** Replaces one parameter's values. @throws Error when the name or the length is unknown. */
  write(name: string, values: Float32Array): void;
  /** Every parameter's values by name. */
  read(): Promise<Map<string, Float32Array>>;
  save(): Promise<SavedArena>;
  /** Goes back to what was saved, of an arena with the same specs. @throws Error when the sizes differ. */
  restore(saved: SavedArena): void;
  free(): void;
}

/** @throws Error when the saved arrays do not have `size` numbers each. */
export function mustFit({ values, moments }: SavedArena, size: number): void {
  const wrong = [values, ...moments].find(({ length }) => length !== size);
  if (wrong)
    throw new Error(`What was saved has ${wrong.length} numbers where ${size} are needed.`);
}

export type Activation = 'linear' | 'relu';
