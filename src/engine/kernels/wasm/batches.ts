/** Mini-batches and loss counters of the WebAssembly implementation. */
import { zip } from '../../../math/zip';
import { BatchesToServe, type BatchRows, type DeviceArray, ForeignError } from '../storage';
import type { BatchFeeder, LossRecorder, Samples } from '../storage/op';
import { WasmArray, wasmArray } from './arrays';
import type { Machine, Span, WasmRecording } from './machine';

/** Words of the class Feeder of storage/wasm.ts. */
const STATE_SIZE = 3;

/** An epoch's order and the place in it lie beside the data, so that serving a batch is one call. */
export class WasmFeeder implements BatchFeeder {
  readonly batch: Samples;
  private readonly machine: Machine;
  private readonly streams: readonly { readonly source: WasmArray; readonly batch: WasmArray }[];
  private readonly rows: BatchRows;
  private readonly state: Span;
  private order: Span | null = null;
  private batches: BatchesToServe | null = null;
  private serving: WasmRecording | null = null;

  constructor(machine: Machine, { inputs, targets }: Samples, rows: BatchRows) {
    const sources = [...inputs, targets].map(wasmArray);
    const batches = sources.map(({ shape }) => new WasmArray(machine, [rows, ...shape.slice(1)]));
    this.machine = machine;
    this.rows = rows;
    this.streams = zip(sources, batches).map(([source, batch]) => ({ source, batch }));
    const ofInputs: DeviceArray[] = batches.slice(0, -1);
    this.batch = { inputs: ofInputs, targets: batches.at(-1) ?? wasmArray(targets) };
    this.state = machine.allocate(STATE_SIZE);
  }

  startEpoch(order: Int32Array, batches?: readonly number[]): void {
    const { machine, rows } = this;
    this.batches = new BatchesToServe(rows, order.length, batches);
    if (!this.order || this.order.count < order.length) {
      if (this.order) machine.free(this.order);
      this.order = machine.allocate(order.length);
    }
    machine.integers(this.order).set(order);
    machine.integers(this.state).set([this.order.address, 0]);
  }

  next(): void {
    const { machine, rows, batches } = this;
    if (!batches) throw new Error('No epoch has begun.');
    batches.next();
    machine.integers(this.state)[STATE_SIZE - 1] = rows.now;
    if (this.serving && !this.serving.stale) {
      machine.replay(this.serving);
      return;
    }
    if (this.serving) machine.drop(this.serving);
    this.serving = machine.record(() => {
      for (const { source, batch } of this.streams) {
        machine.run('serve', [this.state, source.content(), batch.fresh()], [source.width]);
      }
      machine.run('advance', [this.state]);
    });
  }

  free(): void {
    const { machine } = this;
    if (this.serving) machine.drop(this.serving);
    this.serving = null;
    for (const { batch } of this.streams) batch.free();
    if (this.order) machine.free(this.order);
    this.order = null;
    machine.free(this.state);
  }
}

/** A loss's counter: the sum of means over batches, and how many batches there were, as float64. */
const COUNTER_SIZE = 2;

export class WasmRecorder implements LossRecorder {
  /** @throws ForeignError for a recorder of another implementation. */
  static of(recorder: LossRecorder): WasmRecorder {
    if (recorder instanceof WasmRecorder) return recorder;
    throw new ForeignError('recorder');
  }

  private readonly machine: Machine;
  private readonly counters = new Map<string, Span>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** The counter a loss adds its mean over a batch to. */
  counter(name: string): Span {
    let counter = this.counters.get(name);
    if (!counter) {
      counter = this.machine.allocateWith(new Float32Array(2 * COUNTER_SIZE));
      this.counters.set(name, counter);
    }
    return counter;
  }

  async drain(): Promise<Record<string, number>> {
    const means: Record<string, number> = {};
    for (const [name, counter] of this.counters) {
      const numbers = this.machine.doubles(counter);
      const [sum = 0, batches = 0] = numbers;
      if (batches > 0) means[name] = sum / batches;
      numbers.fill(0);
    }
    return means;
  }

  free(): void {
    for (const counter of this.counters.values()) this.machine.free(counter);
    this.counters.clear();
  }
}
