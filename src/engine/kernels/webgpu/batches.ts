/** Mini-batches and loss counters of the WebGPU implementation. */
import { zip } from '../../../math/zip';
import { inFours } from '../linear/wgsl';
import {
  BatchesToServe,
  type BatchRows,
  type DeviceArray,
  evenBatches,
  ForeignError,
} from '../storage';
import type { BatchFeeder, LossRecorder, Samples } from '../storage/op';
import { advance, serve, serve4 } from '../storage/wgsl';
import type { Gpu, Recording } from './gpu';
import { Matrix, matrixOf } from './matrices';
import type { GpuArray } from './memory';

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
  private readonly rows: BatchRows;
  private order: GpuArray | null = null;
  /** The batch to be served next. */
  private readonly cursor: GpuArray;
  private batches: BatchesToServe | null = null;
  /** How whole batches are served, and the smaller one at the end, by their rows. */
  private readonly serving = new Map<number, Recording>();

  constructor(gpu: Gpu, { inputs, targets }: Samples, rows: BatchRows) {
    const stream = (array: DeviceArray): Stream => {
      const source = matrixOf(array);
      return { source, batch: new Matrix(gpu, [rows, ...source.shape.slice(1)]) };
    };
    const ofInputs = inputs.map(stream);
    const ofTargets = stream(targets);
    this.gpu = gpu;
    this.rows = rows;
    this.streams = [...ofInputs, ofTargets];
    this.batch = { inputs: ofInputs.map(({ batch }) => batch), targets: ofTargets.batch };
    this.cursor = gpu.allocate(1);
  }

  startEpoch(order: Int32Array, batches = evenBatches(order.length, this.rows)): void {
    const { gpu, rows } = this;
    this.batches = new BatchesToServe(rows, order.length, batches);
    // a batch is found by its number: each begins where it would if all were whole
    const values = new Float32Array(batches.length * rows.most);
    let begin = 0;
    for (const [k, count] of batches.entries()) {
      values.set(order.subarray(begin, begin + count), k * rows.most);
      begin += count;
    }
    if (!this.order || this.order.count < values.length) {
      if (this.order) gpu.free(this.order);
      this.order = gpu.allocate(values.length);
    }
    gpu.write(this.order, values);
    gpu.write(this.cursor, new Float32Array(1));
  }

  next(): void {
    const { gpu, rows, serving, order, batches } = this;
    if (!order || !batches) throw new Error('No epoch has begun.');
    batches.next();
    const known = serving.get(rows.now);
    if (known && !known.stale) {
      gpu.replay(known);
      return;
    }
    if (known) gpu.drop(known);
    serving.set(
      rows.now,
      gpu.record(() => this.serve(order)),
    );
  }

  free(): void {
    for (const recording of this.serving.values()) this.gpu.drop(recording);
    this.serving.clear();
    for (const { batch } of this.streams) batch.free();
    if (this.order) this.gpu.free(this.order);
    this.order = null;
    this.gpu.free(this.cursor);
  }

  private serve(order: GpuArray): void {
    const { cursor, gpu, rows } = this;
    for (const { source, batch } of this.streams) {
      const unit = inFours(source.width) ? 4 : 1;
      gpu.run(
        unit === 4 ? serve4 : serve,
        { source: source.content(), order, cursor, out: batch.fresh() },
        { width: source.width / unit, batch: rows.most },
        batch.count / unit,
      );
    }
    gpu.run(advance, { cursor }, {}, 1);
  }
}

/** One loss's counters for batches of so many rows: a number per row, and how often they were added to. */
interface Counter {
  readonly name: string;
  readonly rows: number;
  readonly array: GpuArray;
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
    const key = `${rows} ${name}`;
    let counter = this.counters.get(key);
    if (!counter) {
      counter = { name, rows, array: this.gpu.allocateWith(new Float32Array(rows)), times: 0 };
      this.counters.set(key, counter);
    }
    const counted = counter;
    this.gpu.counted(() => {
      counted.times += 1;
    });
    return counter.array;
  }

  async drain(): Promise<Record<string, number>> {
    const used = [...this.counters.values()].filter(({ times }) => times > 0);
    const reading = this.gpu.read(used.map(({ array }) => array));
    // the counters go on counting while these numbers are on their way
    const counted = used.map(({ name, rows, times }) => ({ name, rows, times }));
    const batches = new Map<string, number>();
    for (const counter of used) {
      batches.set(counter.name, (batches.get(counter.name) ?? 0) + counter.times);
      this.gpu.zero(counter.array);
      counter.times = 0;
    }
    const means = new Map<string, number>();
    for (const [{ name, rows, times }, values] of zip(counted, await reading)) {
      let total = 0;
      for (const value of values) total += value;
      const share = times / (batches.get(name) ?? times);
      means.set(name, (means.get(name) ?? 0) + share * (total / (rows * times)));
    }
    return Object.fromEntries(means);
  }

  free(): void {
    for (const { array } of this.counters.values()) this.gpu.free(array);
    this.counters.clear();
  }
}
