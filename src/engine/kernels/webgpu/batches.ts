/** Mini-batches and loss counters of the WebGPU implementation. */
import { zip } from '../../../math/zip';
import type { BatchFeeder, LossRecorder, Samples } from '../kernels';
import { type DeviceArray, ForeignError } from '../storage';
import type { Gpu, Recording } from './gpu';
import { Matrix, matrixOf } from './matrices';
import type { GpuArray } from './memory';
import { inFours } from './programs-linear';
import { advance, serve, serve4 } from './programs-memory';

/** One source and the batch that is served of it. */
interface Stream {
  readonly source: Matrix;
  readonly batch: Matrix;
}

/** An epoch's order and a counter of batches lie on the device, so that a step tells it nothing new. */
export class WebGpuFeeder implements BatchFeeder {
  readonly batch: Samples;
  private readonly gpu: Gpu;
  private readonly streams: readonly Stream[];
  private readonly batchSize: number;
  private order: GpuArray | null = null;
  /** The batch to be served next. */
  private readonly cursor: GpuArray;
  private serving: Recording | null = null;

  constructor(gpu: Gpu, { inputs, targets }: Samples, batchSize: number) {
    const stream = (array: DeviceArray): Stream => {
      const source = matrixOf(array);
      return { source, batch: new Matrix(gpu, [batchSize, ...source.shape.slice(1)]) };
    };
    const ofInputs = inputs.map(stream);
    const ofTargets = stream(targets);
    this.gpu = gpu;
    this.batchSize = batchSize;
    this.streams = [...ofInputs, ofTargets];
    this.batch = { inputs: ofInputs.map(({ batch }) => batch), targets: ofTargets.batch };
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
    for (const { batch } of this.streams) batch.free();
    if (this.order) this.gpu.free(this.order);
    this.order = null;
    this.gpu.free(this.cursor);
  }

  private serve(): void {
    const { order, cursor, gpu, batchSize } = this;
    if (!order) throw new Error('No epoch has begun.');
    for (const { source, batch } of this.streams) {
      const unit = inFours(source.width) ? 4 : 1;
      gpu.run(
        unit === 4 ? serve4 : serve,
        { source: source.content(), order, cursor, out: batch.fresh() },
        { width: source.width / unit, batch: batchSize },
        batch.count / unit,
      );
    }
    gpu.run(advance, { cursor }, {}, 1);
  }
}

/** One loss's counters: a number per row of the batch, and how often they were added to. */
interface Counter {
  readonly array: GpuArray;
  readonly rows: number;
  times: number;
}

export class WebGpuRecorder implements LossRecorder {
  /** @throws ForeignError for a recorder of another implementation. */
  static of(recorder: LossRecorder): WebGpuRecorder {
    if (recorder instanceof WebGpuRecorder) return recorder;
    throw new ForeignError('recorder');
  }

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
    // the counters go on counting while these numbers are on their way
    const counted = used.map(([name, { rows, times }]) => ({ name, count: rows * times }));
    for (const [, counter] of used) {
      this.gpu.zero(counter.array);
      counter.times = 0;
    }
    return Object.fromEntries(
      zip(counted, await reading).map(([{ name, count }, values]) => {
        let total = 0;
        for (const value of values) total += value;
        return [name, total / count];
      }),
    );
  }

  free(): void {
    for (const { array } of this.counters.values()) this.gpu.free(array);
    this.counters.clear();
  }
}
