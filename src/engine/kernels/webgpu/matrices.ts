/**
 * Device arrays of the WebGPU implementation: a handle owns a piece of device memory from the first write to the
 * moment it is freed, and knows whether it is still all zero. Clearing costs nothing until somebody reads.
 */
import { sizeOf } from '../../../math/shape';
import { DeviceArray, ForeignError, type Sides, shapeOf } from '../storage';
import type { Gpu } from './gpu';
import { type GpuArray, part } from './memory';

export class Matrix extends DeviceArray {
  private readonly gpu: Gpu;
  /** Numbers there is memory for: those of a whole batch. */
  private readonly most: number;
  private array: GpuArray | null = null;
  private isZero = true;

  constructor(gpu: Gpu, sides: Sides) {
    super(sides);
    this.gpu = gpu;
    this.most = sizeOf(shapeOf(sides, true));
    // said now, before anything trains; the memory is taken when it is first needed
    gpu.mustFit(this.most);
  }

  /** Numbers in use: fewer than there is memory for while the batch at hand is a smaller one. */
  get count(): number {
    return sizeOf(this.shape);
  }

  /** Numbers after the first axis. */
  get width(): number {
    return this.count / (this.shape[0] ?? 1);
  }

  get rows(): number {
    return this.shape[0] ?? 1;
  }

  /** The memory, to be read. */
  content(): GpuArray {
    const array = this.memory();
    if (this.isZero) this.gpu.zero(array);
    this.isZero = false;
    return array;
  }

  /** The memory, to be overwritten whole. */
  fresh(): GpuArray {
    this.isZero = false;
    return this.memory();
  }

  /** The memory, to be added to: `adds` is 0 where the first addition may simply write. */
  target(): { array: GpuArray; adds: 0 | 1 } {
    const adds = this.isZero ? 0 : 1;
    return { array: this.fresh(), adds };
  }

  clear(): void {
    this.isZero = true;
  }

  get zero(): boolean {
    return this.isZero;
  }

  free(): void {
    if (this.array) this.gpu.free(this.array);
    this.array = null;
    this.isZero = true;
  }

  private memory(): GpuArray {
    this.array ??= this.gpu.allocate(this.most);
    const { count } = this;
    return count === this.most ? this.array : part(this.array, 0, count);
  }
}

/** The matrix that an array is. @throws ForeignError for an array of another implementation. */
export function matrixOf(array: DeviceArray): Matrix {
  if (array instanceof Matrix) return array;
  throw new ForeignError('array');
}
