/** Mini-batches and loss counters of the WebGPU implementation. */
import type { BatchFeeder, LossRecorder } from '../kernels';
import type { DeviceArray } from '../storage';
import type { Gpu, Recording } from './gpu';
import { handle, Matrix, matrixOf } from './matrices';
import type { GpuArray } from './memory';
import { inFours } from './programs-linear';
import { advance, serve, serve4 } from './programs-memory';

/** An epoch's order and a counter of batches lie on the device, so that a step tells it nothing new. */
export class WebGpuFeeder implements BatchFeeder {
  readonly batches: readonly DeviceArray[];
  private readonly gpu: Gpu;
  private readonly sources: readonly Matrix[];
  private readonly current: readonly Matrix[];
  private readonly batchSize: number;
  private order: GpuArray | null = null;
  /** The batch to be served next. */
  private readonly cursor: GpuArray;
  private serving: Recording | null = null;

  constructor(gpu: Gpu, sources: readonly DeviceArray[], batchSize: number) {
    this.gpu = gpu;
    this.batchSize = batchSize;
    this.sources = sources.map(matrixOf);
    this.current = this.sources.map(
      (source) => new Matrix(gpu, [batchSize, ...source.shape.slice(1)]),
    );
    this.batches = this.current.map(handle);
    this.cursor = gpu.allocate(1);
  }

  startEpoch(order: Int32Array): void {
    const { gpu } = this;
    const values = Float32Array.from(order);
    if (this.order?.count !== order.length) {
      if (this.order) gpu.free(this.order);
      this.order = gpu.allocate(order.length);
    }
    gpu.write(this.order, values);
    gpu.write(this.cursor, new Float32Array(1));
  }

  next(): void {
    const { gpu, serving } = this;
    if (serving && !serving.stale) {
      gpu.replay(serving);
      return;
    }
    if (serving) gpu.drop(serving);
    this.serving = gpu.record(() => this.serve());
  }

  free(): void {
    if (this.serving) this.gpu.drop(this.serving);
    this.serving = null;
    for (const matrix of this.current) matrix.free();
    if (this.order) this.gpu.free(this.order);
    this.order = null;
    this.gpu.free(this.cursor);
  }

  private serve(): void {
    const { order, cursor, gpu, batchSize } = this;
    if (!order) throw new Error('No epoch has begun.');
    this.sources.forEach((source, i) => {
      const out = this.current[i] as Matrix;
      const arrays = [source.content(), order, cursor, out.fresh()];
      const unit = inFours(source.width) ? 4 : 1;
      const program = unit === 4 ? serve4 : serve;
      gpu.run(program, arrays, [source.width / unit, batchSize], out.count / unit);
    });
    gpu.run(advance, [cursor], [], 1);
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
      counter = { array: this.gpu.allocateWith(new Float32Array(rows)), rows, times: 0 };
      this.counters.set(name, counter);
    }
    const counted = counter;
    this.gpu.counted(() => {
      counted.times += 1;
    });
    return counter.array;
  }

  async drain(): Promise<Record<string, number>> {
    const used = [...this.counters].filter(([, { times }]) => times > 0);
    const reading = this.gpu.read(used.map(([, { array }]) => array));
    const times = used.map(([, counter]) => counter.times);
    for (const [, counter] of used) {
      this.gpu.zero(counter.array);
      counter.times = 0;
    }
    const values = await reading;
    return Object.fromEntries(
      used.map(([name, { rows }], i) => {
        let total = 0;
        for (const value of values[i] as Float32Array) total += value;
        return [name, total / (rows * (times[i] as number))];
      }),
    );
  }

  free(): void {
    for (const { array } of this.counters.values()) this.gpu.free(array);
    this.counters.clear();
  }
}
