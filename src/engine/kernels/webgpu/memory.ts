/**
 * Device memory by the piece: a few large buffers, arrays as ranges of them. So one dispatch can work on many arrays with
 * few bindings, and nothing is made on the device while a race trains. Knows no program.
 */

import { ArrayTooLargeError } from '../../device/errors';
import { Gaps } from '../gaps';

/** Arrays begin at multiples of this many numbers, so that memory can be seen as vec4. */
const ALIGNMENT = 4;
/** A slab, 64 MB: a race of small nets fits in one, and only arrays of one slab share dispatches. */
const SLAB = 1 << 24;
/** Numbers from which an array gets a buffer of its own, which goes when it goes. */
const OWN_BUFFER = 1 << 21;

/** What is bound of a buffer begins at a multiple of this many numbers, on every device and in every format. */
const WINDOW = 128;

/** How numbers lie in memory; programs compute with f32 whatever it is. */
export interface NumberFormat {
  /** Unique; programs are compiled for it. */
  readonly name: string;
  /** WGSL type. */
  readonly type: 'f32' | 'f16';
  /** Of one number. */
  readonly bytes: number;
}

export const FLOATS: NumberFormat = { name: 'f32', type: 'f32', bytes: 4 };

/** One buffer, with what is free of it. */
export class Slab {
  readonly id: number;
  readonly buffer: GPUBuffer;
  readonly size: number;
  readonly format: NumberFormat;
  readonly free = new Gaps();

  constructor(id: number, buffer: GPUBuffer, size: number, format: NumberFormat) {
    this.id = id;
    this.buffer = buffer;
    this.size = size;
    this.format = format;
    this.free.give(0, size);
  }
}

/** A range of numbers on the device. */
export interface GpuArray {
  readonly slab: Slab;
  /** First number in the slab. */
  readonly begin: number;
  readonly count: number;
  /** The array as it was allocated; of a part, the whole. */
  readonly whole: GpuArray;
}

/** An array as it was allocated. */
class WholeArray implements GpuArray {
  readonly slab: Slab;
  readonly begin: number;
  readonly count: number;
  readonly whole: GpuArray;

  constructor(slab: Slab, begin: number, count: number) {
    this.slab = slab;
    this.begin = begin;
    this.count = count;
    this.whole = this;
  }
}

/** Part of an array. */
export function part({ slab, begin, whole }: GpuArray, offset: number, count: number): GpuArray {
  return { slab, begin: begin + offset, count, whole };
}

const rounded = (count: number) => Math.max(1, Math.ceil(count / ALIGNMENT)) * ALIGNMENT;

/** Some of many alike things that lie one after the other. */
export interface Range {
  readonly begin: number;
  readonly count: number;
}

/** Things of a range, each of `width` numbers. */
export const rangeOf = (array: GpuArray, { begin, count }: Range, width: number): GpuArray =>
  part(array, begin * width, count * width);

export class Memory {
  /** Whether arrays may be larger than what can be bound at once, for kernels that take them range by range. */
  takesRanges = false;
  /** Numbers that can be bound at once. */
  readonly mostBound: number;
  private readonly device: GPUDevice;
  private readonly slabs: Slab[] = [];
  private readonly own = new Set<Slab>();
  private lastId = 0;
  private live = 0;
  private liveBytes = 0;

  /** @param mostBytes that may be bound at once, where it shall be less than what the device allows. */
  constructor(device: GPUDevice, mostBytes = device.limits.maxStorageBufferBindingSize) {
    this.device = device;
    const { maxBufferSize } = device.limits;
    this.mostBound = Math.floor(Math.min(mostBytes, maxBufferSize) / 16) * ALIGNMENT;
  }

  get use() {
    return { arrays: this.live, bytes: this.liveBytes };
  }

  /**
   * What is bound of a slab, in bytes, so that all these arrays of it are.
   * @throws ArrayTooLargeError where they are too far apart.
   */
  windowOf(slab: Slab, arrays: readonly GpuArray[]): { offset: number; size: number } {
    const { bytes } = slab.format;
    if (slab.size <= this.mostBound) return { offset: 0, size: bytes * slab.size };
    const first = Math.min(...arrays.map(({ begin }) => begin));
    const begin = first - (first % WINDOW);
    const needed = Math.max(...arrays.map((array) => array.begin + array.count)) - begin;
    if (needed > this.mostBound) throw new ArrayTooLargeError(this.mostBound * 4, needed * 4);
    return { offset: bytes * begin, size: bytes * Math.min(slab.size - begin, this.mostBound) };
  }

  /**
   * Memory for `count` numbers, contents undefined.
   * @throws ArrayTooLargeError when the device cannot take that much at once.
   */
  allocate(count: number, format = FLOATS): GpuArray {
    this.mustFit(count);
    const size = rounded(count);
    this.live += 1;
    this.liveBytes += size * format.bytes;
    const whole = (slab: Slab, begin: number) => new WholeArray(slab, begin, count);
    const slabSize = Math.min(this.mostBound, SLAB);
    if (size < OWN_BUFFER && size <= slabSize) {
      for (const slab of this.slabs) {
        const begin = slab.format === format ? slab.free.take(size) : null;
        if (begin !== null) return whole(slab, begin);
      }
      const slab = this.make(slabSize, format);
      this.slabs.push(slab);
      const begin = slab.free.take(size);
      if (begin === null) throw new ArrayTooLargeError(slab.size * 4, size * 4);
      return whole(slab, begin);
    }
    const slab = this.make(size, format);
    this.own.add(slab);
    return whole(slab, 0);
  }

  /**
   * All of `count` things in ranges that can be bound: one, unless they are too many.
   * @param width numbers of one thing in the widest of their arrays. @param step things that stay together, from the first on.
   * @throws ArrayTooLargeError where not even those can be bound.
   */
  ranges(count: number, width: number, step = 1): readonly Range[] {
    if (count * width <= this.mostBound - WINDOW) return [{ begin: 0, count }];
    const most = Math.floor((this.mostBound - WINDOW) / (step * width)) * step;
    if (most === 0) throw new ArrayTooLargeError(this.mostBound * 4, step * width * 4);
    return Array.from({ length: Math.ceil(count / most) }, (_, k) => ({
      begin: k * most,
      count: Math.min(most, count - k * most),
    }));
  }

  /** @throws ArrayTooLargeError when the device cannot take an array of so many numbers. */
  mustFit(count: number): void {
    const { maxBufferSize } = this.device.limits;
    const most = this.takesRanges ? Math.floor(maxBufferSize / 16) * ALIGNMENT : this.mostBound;
    if (count > most) throw new ArrayTooLargeError(most * 4, count * 4);
  }

  /** @returns the slab that is to be destroyed with the array, if it had one to itself. */
  free({ whole: { slab, begin, count } }: GpuArray): Slab | null {
    const size = rounded(count);
    this.live -= 1;
    this.liveBytes -= size * slab.format.bytes;
    if (this.own.delete(slab)) return slab;
    slab.free.give(begin, size);
    return null;
  }

  destroy(): void {
    for (const { buffer } of [...this.slabs, ...this.own]) buffer.destroy();
    this.slabs.length = 0;
    this.own.clear();
  }

  private make(numbers: number, format: NumberFormat): Slab {
    this.lastId += 1;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = this.device.createBuffer({ size: numbers * format.bytes, usage });
    return new Slab(this.lastId, buffer, numbers, format);
  }
}
