/**
 * The Fisher trace of an encoder in one batch: of every weight matrix and kernel, no bias, the mean of the squared gradient,
 * added up. Everything stays on the device.
 */
import { over, own, times } from '../../engine/kernels/formula/op';
import type { DeviceArray, Kernels, ParameterArena } from '../../engine/kernels/kernels';
import { sizeOf } from '../../math/shape';
import type { Lane } from './encoder-bank';

/** |g|^2 over the number of its elements, from its norm and that number. */
const meanSquare = over(times(own(0), own(0)), own(1));

interface Weight {
  readonly name: string;
  readonly norm: DeviceArray;
  readonly size: DeviceArray;
  readonly mean: DeviceArray;
}

export class FisherTrace {
  /** Whose trace it is. */
  readonly lane: Lane;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly weights: readonly Weight[];
  private readonly trace: DeviceArray;

  constructor(kernels: Kernels, arena: ParameterArena, lane: Lane) {
    this.kernels = kernels;
    this.arena = arena;
    this.lane = lane;
    this.trace = kernels.allocate([1]);
    const shapes = new Map(arena.specs.map(({ name, shape }) => [name, shape]));
    this.weights = lane.parameters.flatMap((name) => {
      const shape = shapes.get(name) ?? [];
      if (shape.length < 2) return [];
      const [norm, mean] = [kernels.allocate([1]), kernels.allocate([1])];
      return [{ name, norm, size: kernels.upload(Float32Array.of(sizeOf(shape)), [1]), mean }];
    });
  }

  /** Of the gradients as they are now, `[1]`; valid until the next call. */
  take(): DeviceArray {
    const { kernels, arena, weights, trace } = this;
    for (const { name, norm } of weights) kernels.gradientNorm(arena, [name], norm);
    kernels.clear(trace);
    if (weights.length === 0) return trace;
    const means = weights.map(({ mean }) => mean);
    kernels.formula(
      meanSquare,
      [weights.map(({ norm }) => norm), weights.map(({ size }) => size)],
      means,
    );
    for (const mean of means) kernels.add(mean, trace);
    return trace;
  }

  free(): void {
    const { kernels, weights, trace } = this;
    kernels.free([trace, ...weights.flatMap(({ norm, size, mean }) => [norm, size, mean])]);
  }
}
