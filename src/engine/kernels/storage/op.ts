/**
 * What holds numbers on a device and moves them: arrays, arenas, batches, losses until they are read, repeated steps.
 * Must not import tfjs.
 */
import type {
  BatchRows,
  Contents,
  DeviceArray,
  ParameterArena,
  ParameterSpec,
  Sides,
} from '../storage';

/** Samples on the device, or a batch of them: the numbers of every modality, and the labels. */
export interface Samples {
  /** One per modality, `[rows, ...]`. */
  readonly inputs: readonly DeviceArray[];
  /** One-hot, `[rows, classes]`. */
  readonly targets: DeviceArray;
}

/** Mini-batches of a resident data set, in an order given per epoch. */
export interface BatchFeeder {
  /** The current batch; contents change with `next`. */
  readonly batch: Samples;
  /**
   * @param order row numbers of the epoch: a row may come more than once, or never.
   * @param batches rows of each batch, from 1 to those of a whole one; whole ones and what is left where absent.
   * @throws Error where these batches do not make up the order.
   */
  startEpoch(order: Int32Array, batches?: readonly number[]): void;
  /** Serves the next batch. @throws Error when nothing is left. */
  next(): void;
  free(): void;
}

/** Collects scalar losses on the device until they are read. */
export interface LossRecorder {
  /**
   * Mean of each recorded loss since the last call, by name; a loss never recorded is absent. Every batch counts alike,
   * however many rows it had.
   */
  drain(): Promise<Record<string, number>>;
  free(): void;
}

/** Where a loss is recorded, and under which name. */
export interface LossRecord {
  readonly recorder: LossRecorder;
  readonly name: string;
}

/** The same where the value may be recorded otherwise. */
export interface LossRecordIfAny {
  readonly recorder: LossRecorder | null;
  readonly name: string;
}

/** Runs a step that is repeated: where the device can, its commands are taken down once and given again. */
export interface Stepper {
  /**
   * Does what `body` asks for. Steps with the same wiring must ask for the same: the same kernels on the same arrays
   * with the same numbers, starting from arrays in the same state. The body may then be left out, so it must not
   * read, upload or change anything of its caller's.
   * @param wiring names everything that changes what the body asks for (losses in use, learning rate, rows).
   */
  run(wiring: string, body: () => void): void;
  free(): void;
}

/** What the layers of a deep encoder hand on, forward and backward. */
export type HandedOn = 'activations' | 'gradients';

export interface StorageKernels {
  /**
   * @param holds what a deep encoder hands on, which nobody reads or writes but kernels: it lies in half precision where
   *   a person asked for that.
   */
  allocate(sides: Sides, holds?: HandedOn): DeviceArray;
  /** @throws Error when the number of values does not fit the shape. */
  upload(values: Float32Array, shape: readonly number[]): DeviceArray;
  /** Replaces an array's contents. @throws Error when the number of values does not fit. */
  write(array: DeviceArray, values: Float32Array): void;
  /** Contents of several arrays, in one round trip: `const [logits, labels] = await read([a, b])`. */
  read<const Arrays extends readonly DeviceArray[]>(arrays: Arrays): Promise<Contents<Arrays>>;
  free(arrays: readonly DeviceArray[]): void;
  /** Parameters, all zero until written. */
  arena(specs: readonly ParameterSpec[]): ParameterArena;
  /** @param rows of whole batches; told with every batch how many it has. */
  feeder(samples: Samples, rows: BatchRows): BatchFeeder;
  recorder(): LossRecorder;
  stepper(): Stepper;
  /** Resolves when the device has done all work sent so far. */
  finish(): Promise<void>;
  /** Programs a graphics card was told to run so far, for the cost measure; null on the processor. */
  dispatches(): number | null;
  /** What the device holds, for leak tests and the cost measure. */
  memory(): { readonly arrays: number; readonly bytes: number };
  /** out = rows `begin .. begin + count - 1` of source. */
  rows(source: DeviceArray, begin: number, count: number, out: DeviceArray): void;
  clear(array: DeviceArray): void;
  /** into += from */
  add(from: DeviceArray, into: DeviceArray): void;
}
