/**
 * Device arrays of implementations that write in place: a handle owns a piece of memory from the first write to the
 * moment it is freed, and knows whether it is still all zero. Clearing costs nothing until somebody reads.
 */
import { sizeOf } from '../../math/shape';
import { DeviceArray, type Sides, shapeOf } from './storage';

/** Where arrays get their memory. */
export interface ArrayMemory<Place> {
  /** @throws Error when there cannot be room for so many numbers. */
  mustFit(count: number): void;
  /** Room for `count` numbers, contents undefined. */
  allocate(count: number): Place;
  zero(place: Place): void;
  free(place: Place): void;
  /** The first `count` numbers of a place. */
  first(place: Place, count: number): Place;
}

export abstract class LazyArray<Place> extends DeviceArray {
  private readonly memory: ArrayMemory<Place>;
  /** Numbers there is memory for: those of a whole batch. */
  private readonly most: number;
  private held: Place | null = null;
  private isZero = true;

  constructor(memory: ArrayMemory<Place>, sides: Sides) {
    super(sides);
    this.memory = memory;
    this.most = sizeOf(shapeOf(sides, true));
    // said now, before anything trains; the memory is taken when it is first needed
    memory.mustFit(this.most);
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
  content(): Place {
    const place = this.place();
    if (this.isZero) this.memory.zero(place);
    this.isZero = false;
    return place;
  }

  /** The memory, to be overwritten whole. */
  fresh(): Place {
    this.isZero = false;
    return this.place();
  }

  /** The memory, to be added to: `adds` is 0 where the first addition may simply write. */
  target(): { array: Place; adds: 0 | 1 } {
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
    if (this.held) this.memory.free(this.held);
    this.held = null;
    this.isZero = true;
  }

  private place(): Place {
    this.held ??= this.memory.allocate(this.most);
    const { count } = this;
    return count === this.most ? this.held : this.memory.first(this.held, count);
  }
}
