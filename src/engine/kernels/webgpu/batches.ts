/** Mini-batches and loss counters of the WebGPU implementation. */
import type { BatchFeeder, LossRecorder } from '../kernels';
import type { DeviceArray } from '../storage';
import type { Gpu, GpuArray } from './gpu';
import { handle, Matrix, matrixOf } from './matrices';
import { gather } from './programs-elementwise';

/** Gathers every source once an epoch in the epoch's order; a step is one copy per source. */
export class WebGpuFeeder implements BatchFeeder {
  readonly batches: readonly DeviceArray[];
  private readonly gpu: Gpu;
  private readonly sources: readonly Matrix[];
  private readonly shuffled: readonly Matrix[];
  private readonly current: readonly Matrix[];
  private readonly batchSize: number;
  private order: GpuArray | null = null;
  private step = 0;

  constructor(gpu: Gpu, sources: readonly DeviceArray[], batchSize: number) {
    this.gpu = gpu;
    this.batchSize = batchSize;
    this.sources = sources.map(matrixOf);
    this.shuffled = this.sources.map((source) => new Matrix(gpu, source.shape));
    this.current = this.sources.map(
      (source) => new Matrix(gpu, [batchSize, ...source.shape.slice(1)]),
    );
    this.batches = this.current.map(handle);
  }

  startEpoch(order: Int32Array): void {
    const { gpu } = this;
    this.step = 0;
    this.order ??= gpu.allocate(order.length);
    gpu.write(this.order, Float32Array.from(order));
    this.sources.forEach((source, i) => {
      const out = (this.shuffled[i] as Matrix).fresh();
      const arrays = [source.content(), this.order as GpuArray, out];
      gpu.run(gather, arrays, [source.width], order.length * source.width);
    });
  }

  next(): void {
    const begin = this.step * this.batchSize;
    this.step += 1;
    this.shuffled.forEach((from, i) => {
      const into = this.current[i] as Matrix;
      this.gpu.copy(from.content(), begin * from.width, into.fresh(), 0, into.count);
    });
  }

  free(): void {
    for (const matrix of [...this.shuffled, ...this.current]) matrix.free();
    if (this.order) this.gpu.free(this.order);
    this.order = null;
  }
}

/** One loss's counters: a number per row of the batch, and how often they were added to. */
interface Counter {
  readonly array: GpuArray;
  readonly rows: number;
  times: number;
}

export class WebGpuRecorder implements LossRecorder {
  private readonly gpu: Gpu;
  private readonly counters = new Map<string, Counter>();

  constructor(gpu: Gpu) {
    this.gpu = gpu;
  }

  /** The counters a loss adds one batch of `rows` rows to. */
  count(name: string, rows: number): GpuArray {
    let counter = this.counters.get(name);
    if (!counter) {
      counter = { array: this.gpu.allocate(rows), rows, times: 0 };
      this.counters.set(name, counter);
    }
    if (counter.times === 0) this.gpu.zero(counter.array);
    counter.times += 1;
    return counter.array;
  }

  async drain(): Promise<Record<string, number>> {
    const used = [...this.counters].filter(([, { times }]) => times > 0);
    const parts = used.map(([, { array, rows }]) => ({ array, count: rows }));
    const values = await this.gpu.read(parts);
    return Object.fromEntries(
      used.map(([name, counter], i) => {
        let total = 0;
        for (const value of values[i] as Float32Array) total += value;
        const mean = total / (counter.rows * counter.times);
        counter.times = 0;
        return [name, mean];
      }),
    );
  }

  free(): void {
    for (const { array } of this.counters.values()) this.gpu.free(array);
    this.counters.clear();
  }
}
