/**
 * What the cases of the kernels (src/engine/kernels/*\/cases.ts) share: numbers to try them on, arrays on whatever device
 * is tested, and the comparison with what the float64 oracle has.
 */
import { afterAll, beforeAll, expect } from 'vitest';
import type { DeviceArray, Kernels, ParameterArena } from '../engine/kernels/kernels';
import type { HandedOn } from '../engine/kernels/storage/op';
import { randomStream } from '../math/rng';
import { sizeOf } from '../math/shape';
import type { Table } from './oracle';

/** Odd sizes: one row, one column, sizes not divisible by 4. */
export const SIZES = [
  { rows: 1, inputs: 1, outputs: 2 },
  { rows: 5, inputs: 3, outputs: 1 },
  { rows: 7, inputs: 65, outputs: 10 },
  { rows: 33, inputs: 50, outputs: 17 },
] as const;

export const image = (height: number, width: number, channels: number) => ({
  height,
  width,
  channels,
});

/** A table of standard normal numbers, rounded to float32 so that both sides start alike. */
export function normalTable(name: string, rows: number, columns: number): Table {
  const random = randomStream(11, 'kernel-cases', name, rows, columns);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => Math.fround(random.normal())),
  );
}

/** Standard normal numbers, rounded to float32. */
export function normals(name: string, count: number): number[] {
  const random = randomStream(13, 'convolution-cases', name, count);
  return Array.from({ length: count }, () => Math.fround(random.normal()));
}

const largestOf = (values: readonly number[], least: number): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), least);

/** Same length and, on the scale of the largest, the same numbers to so many digits. */
export function alike(got: ArrayLike<number>, want: readonly number[], digits = 5): void {
  const scale = largestOf(want, 1);
  expect(got.length).toBe(want.length);
  want.forEach((value, k) => {
    const found = (got[k] as number) / scale;
    // an expectation for every number would take longer than what is tested
    if (Math.abs(found - value / scale) < 0.5 * 10 ** -digits) return;
    expect(found, `element ${k}`).toBeCloseTo(value / scale, digits);
  });
}

const shapeOf = (table: Table) => [table.length, table[0]?.length ?? 0];

/** How what a deep encoder's layers hand on lies in memory, and what numbers of it may be held to. */
export interface HandingOn {
  /** Whether only kernels read and write it. */
  readonly byKernelsOnly: boolean;
  /** Numbers of a case that lie there as they are. */
  exactly(values: readonly number[], holds: HandedOn): number[];
  /** As `alike`, for numbers that were stored there, at most twice: what was there and what came to it. */
  alike(got: ArrayLike<number>, want: readonly number[], digits?: number): void;
}

const IN_FULL: HandingOn = { byKernelsOnly: false, exactly: (values) => [...values], alike };

/** Of the digits of a half. */
const HALF_BITS = 11;
const SMALLEST_HALF_EXPONENT = -14;
/** Gradients of cases are made smaller by this: half precision keeps none above 16 (webgpu/halves.ts). */
const SMALLER = 2 ** -6;

/** The number of half precision that is nearest. */
function nearestHalf(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.max(SMALLEST_HALF_EXPONENT, Math.floor(Math.log2(Math.abs(value))));
  const step = 2 ** (exponent + 1 - HALF_BITS);
  return Math.round(value / step) * step;
}

/**
 * Half precision: of numbers that are halves kernels compute in f32 what they compute elsewhere. Stored once it is off by at most one
 * unit of 11 bits, 2^-10 of it, since WebGPU lets a device round to either neighbour; g + g, where g was stored too, by half
 * as much again.
 */
export const IN_HALVES: HandingOn = {
  byKernelsOnly: true,
  exactly: (values, holds) =>
    values.map((value) =>
      holds === 'gradients' ? SMALLER * nearestHalf(value) : nearestHalf(value),
    ),
  alike(got, want, digits = 5) {
    // gradients of two pixels may be all rounding: the size of what they are made of counts
    const scale = largestOf(want, SMALLER);
    const most = 1.5 * 2 ** (1 - HALF_BITS) + 0.5 * 10 ** -digits;
    expect(got.length).toBe(want.length);
    const wrong = want.filter(
      (value, k) => !(Math.abs((got[k] as number) - value) <= most * scale),
    );
    expect(wrong).toEqual([]);
  },
};

/** The kernels under test, and their arrays; what is made here is freed at the end. */
export interface KernelBench {
  /** Open from the first test on. */
  readonly kernels: Kernels;
  upload(table: Table): DeviceArray;
  /** One number after the other. @param shape a single side unless given. */
  put(values: readonly number[], shape?: readonly number[]): DeviceArray;
  empty(...shape: number[]): DeviceArray;
  /** Numbers as layers hand them on: those that the array holds, and the array. */
  readonly handing: HandingOn;
  handOn(values: readonly number[], shape: readonly number[], holds: HandedOn): DeviceArray;
  /** Room for what is handed on. */
  room(shape: readonly number[], holds: HandedOn): DeviceArray;
  read(array: DeviceArray): Promise<number[]>;
  /** Holds an array against a table. */
  close(array: DeviceArray, want: Table, digits?: number): Promise<void>;
  /** Parameters with these values; those whose name begins with b are vectors. @param untrained names of statistics. */
  arenaWith(parameters: Record<string, Table>, untrained?: readonly string[]): ParameterArena;
}

/** To be called where tests are described. */
export function kernelBench(
  open: () => Promise<Kernels>,
  handing: HandingOn = IN_FULL,
): KernelBench {
  let kernels: Kernels;
  const owned: DeviceArray[] = [];
  const own = (array: DeviceArray) => {
    owned.push(array);
    return array;
  };
  beforeAll(async () => {
    kernels = await open();
  });
  afterAll(() => kernels.free(owned));
  const put = (values: readonly number[], shape: readonly number[] = [values.length]) =>
    own(kernels.upload(Float32Array.from(values), shape));
  const room = (shape: readonly number[], holds: HandedOn) => own(kernels.allocate(shape, holds));
  const copied = (from: DeviceArray, into: DeviceArray) => {
    kernels.add(from, into);
    return into;
  };
  const read = async (array: DeviceArray) => {
    const readable = handing.byKernelsOnly
      ? copied(array, own(kernels.allocate(array.shape)))
      : array;
    return [...(await kernels.read([readable]))[0]];
  };
  return {
    get kernels() {
      return kernels;
    },
    put,
    handing,
    room,
    handOn: (values, shape, holds) => copied(put(values, shape), room(shape, holds)),
    upload: (table) => put(table.flat(), shapeOf(table)),
    empty: (...shape) => own(kernels.allocate(shape)),
    read,
    close: async (array, want, digits) => alike(await read(array), want.flat(), digits),
    arenaWith(parameters, untrained = []) {
      const entries = Object.entries(parameters);
      const arena = kernels.arena(
        entries.map(([name, table]) => ({
          name,
          shape: name.startsWith('b') ? [sizeOf(shapeOf(table))] : shapeOf(table),
          bound: 0,
          stream: [],
          ...(untrained.includes(name) && { isTrained: false }),
        })),
      );
      for (const [name, table] of entries) arena.write(name, Float32Array.from(table.flat()));
      return arena;
    },
  };
}
