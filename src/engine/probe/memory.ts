/** The binary's memory: given out from the front, taken back all at once, never smaller than it was. */
import { OutOfMemoryError } from '../device/errors';

/** Addresses are multiples of this many bytes. */
const ALIGNMENT = 16;
/** Bytes behind each array that are read, or written before somebody else does, but never used. */
const MARGIN = 32;
const PAGE = 2 ** 16;

export class Memory {
  private readonly exports: WebAssembly.Exports;
  private readonly memory: WebAssembly.Memory;
  private readonly base: number;
  private end: number;

  constructor({ exports }: WebAssembly.Instance) {
    const { memory } = exports;
    if (!(memory instanceof WebAssembly.Memory)) {
      throw new Error('The binary of the probe has no memory.');
    }
    this.exports = exports;
    this.memory = memory;
    this.base = this.call('heapBase');
    this.end = this.base;
  }

  /** What a function of the binary returns. @throws Error where it has none of that name. */
  call(name: string, ...numbers: readonly number[]): number {
    const found = this.exports[name];
    if (typeof found !== 'function') throw new Error(`The binary of the probe has no ${name}.`);
    return Number(found(...numbers));
  }

  /** Takes everything back. */
  clear(): void {
    this.end = this.base;
  }

  /** Room for so many bytes, contents undefined. @throws OutOfMemoryError where there is not so much. */
  room(bytes: number): number {
    const address = Math.ceil(this.end / ALIGNMENT) * ALIGNMENT;
    this.end = address + bytes + MARGIN;
    const missing = this.end - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE));
      } catch {
        throw new OutOfMemoryError(bytes);
      }
    }
    return address;
  }

  zeros(bytes: number): number {
    const address = this.room(bytes);
    new Uint8Array(this.memory.buffer, address, bytes).fill(0);
    return address;
  }

  /** Puts numbers as float32. */
  floats(values: ArrayLike<number>): number {
    const address = this.room(4 * values.length);
    new Float32Array(this.memory.buffer, address, values.length).set(values);
    return address;
  }

  put(values: Float64Array): number {
    const address = this.room(8 * values.length);
    this.writeDoubles(address, values);
    return address;
  }

  wholes(values: Int32Array): number {
    const address = this.room(4 * values.length);
    new Int32Array(this.memory.buffer, address, values.length).set(values);
    return address;
  }

  /** Puts whole numbers and addresses. */
  words(values: readonly number[]): number {
    return this.wholes(Int32Array.from(values));
  }

  /** The memory itself, until the next `room`. */
  doubles(address: number, count: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, count);
  }

  readDoubles(address: number, count: number): Float64Array {
    return this.doubles(address, count).slice();
  }

  readWholes(address: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, count).slice();
  }

  writeDoubles(address: number, values: Float64Array): void {
    this.doubles(address, values.length).set(values);
  }
}
