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

/** One buffer, with what is free of it. */
export class Slab {
  readonly id: number;
  readonly buffer: GPUBuffer;
  readonly size: number;
  readonly free = new Gaps();

  constructor(id: number, buffer: GPUBuffer, size: number) {
    this.id = id;
    this.buffer = buffer;
    this.size = size;
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

export class Memory {
  private readonly device: GPUDevice;
  private readonly slabs: Slab[] = [];
  private readonly own = new Set<Slab>();
  private lastId = 0;
  private live = 0;
  private liveBytes = 0;

  constructor(device: GPUDevice) {
    this.device = device;
  }

  get use() {
    return { arrays: this.live, bytes: this.liveBytes };
  }

  /**
   * Memory for `count` numbers, contents undefined.
   * @throws ArrayTooLargeError when the device cannot bind that much at once.
   */
  allocate(count: number): GpuArray {
    this.mustFit(count);
    const size = rounded(count);
    this.live += 1;
    this.liveBytes += size * 4;
    const whole = (slab: Slab, begin: number) => new WholeArray(slab, begin, count);
    if (size < OWN_BUFFER) {
      for (const slab of this.slabs) {
        const begin = slab.free.take(size);
        if (begin !== null) return whole(slab, begin);
      }
      const slab = this.make(Math.min(this.mostNumbers(), SLAB));
      this.slabs.push(slab);
      const begin = slab.free.take(size);
      if (begin === null) throw new ArrayTooLargeError(slab.size * 4, size * 4);
      return whole(slab, begin);
    }
    const slab = this.make(size);
    this.own.add(slab);
    return whole(slab, 0);
  }

  /** @throws ArrayTooLargeError when the device cannot bind so many numbers at once. */
  mustFit(count: number): void {
    const most = this.mostNumbers();
    if (count > most) throw new ArrayTooLargeError(most * 4, count * 4);
  }

  /** @returns the slab that is to be destroyed with the array, if it had one to itself. */
  free({ whole: { slab, begin, count } }: GpuArray): Slab | null {
    const size = rounded(count);
    this.live -= 1;
    this.liveBytes -= size * 4;
    if (this.own.delete(slab)) return slab;
    slab.free.give(begin, size);
    return null;
  }

  destroy(): void {
    for (const { buffer } of [...this.slabs, ...this.own]) buffer.destroy();
    this.slabs.length = 0;
    this.own.clear();
  }

  private mostNumbers(): number {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.device.limits;
    return Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / 16) * ALIGNMENT;
  }

  private make(size: number): Slab {
    this.lastId += 1;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return new Slab(this.lastId, this.device.createBuffer({ size: size * 4, usage }), size);
  }
}
