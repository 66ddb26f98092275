/**
 * The thin layer between kernels and a WebGPU device: programs compiled once, commands gathered and submitted together,
 * steps recorded once and replayed. A dispatch whose operands and numbers were seen before makes nothing new on the
 * device: its bind group is kept. Knows no kernel and no tfjs.
 */
import { type Contents, contentsOf } from '../storage';
import { copyRange, zeroRange } from '../storage/wgsl';
import { type Command, commandOf } from './command';
import type { Halves } from './halves';
import { FLOATS, type GpuArray, Memory, part, type Range, rangeOf } from './memory';
import { Pipelines } from './pipelines';
import { jobData, MOST_JOBS, MOST_WORKGROUPS, type Program, WORKGROUP } from './program';
import { type Group, schedule } from './schedule';

/** Most dispatches kept for reuse outside recordings. */
const MOST_KEPT = 2048;

/** A dispatch with all it needs. */
interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindings: GPUBindGroup;
  readonly uniform: GPUBuffer;
  readonly x: number;
  readonly y: number;
}

/** What a body asked of the device, to be asked again without running the body. */
export interface Recording {
  readonly dispatches: readonly Dispatch[];
  /** What the body counted on the host. */
  readonly counts: readonly (() => void)[];
  /** Arrays the body allocated and gave back: nobody else may have them while this lives. */
  readonly temporaries: readonly GpuArray[];
  readonly mentions: ReadonlySet<GpuArray>;
  /** Whether an array it works on is gone. */
  stale: boolean;
}

/** A recording in the making. */
interface Draft {
  readonly commands: Command[];
  readonly counts: (() => void)[];
  readonly temporaries: GpuArray[];
  readonly mentions: Set<GpuArray>;
}

/** Whether numbers lie in this thread's own memory: the queue takes none that is shared between threads. */
const isOwn = (values: Float32Array): values is Float32Array<ArrayBuffer> =>
  values.buffer instanceof ArrayBuffer;

/** How a device is used where that shall be otherwise than it allows. */
export interface GpuUse {
  /** That may be bound at once. */
  readonly mostBytes?: number;
  /** Whether threads of a subgroup exchange numbers; sums then come in another order. */
  readonly subgroups?: boolean;
  /** Keeps what deep encoders hand on in half precision, where a person asks for it. */
  readonly halves?: Halves;
}

/** @throws Error for arrays in half precision, which only programs read and write. */
function mustBeFloats(arrays: readonly GpuArray[]): void {
  if (arrays.some(({ slab }) => slab.format !== FLOATS)) {
    throw new Error('An array in half precision is read and written by kernels only.');
  }
}

/** Whether the device has subgroups, and workgroups are whole ones. */
const wholeSubgroups = ({ features, adapterInfo }: GPUDevice): boolean =>
  features.has('subgroups') && (adapterInfo.subgroupMaxSize ?? WORKGROUP) <= WORKGROUP;

export class Gpu {
  readonly device: GPUDevice;
  /** Whether programs may have `subgroups`. */
  readonly hasSubgroups: boolean;
  readonly halves: Halves | undefined;
  private readonly memory: Memory;
  private readonly pipelines: Pipelines;
  private readonly kept = new Map<string, Dispatch>();
  private readonly recordings = new Set<Recording>();
  private draft: Draft | null = null;
  private encoder: GPUCommandEncoder | null = null;
  private pass: GPUComputePassEncoder | null = null;
  /** Dispatches since the device was opened, for the cost measure. */
  dispatches = 0;

  constructor(
    device: GPUDevice,
    { mostBytes, subgroups = wholeSubgroups(device), halves }: GpuUse = {},
  ) {
    this.device = device;
    this.hasSubgroups = subgroups;
    this.halves = halves;
    this.pipelines = new Pipelines(device, halves);
    this.memory = new Memory(device, mostBytes);
  }

  get use() {
    return this.memory.use;
  }

  /** Memory for `count` numbers, contents undefined. @throws ArrayTooLargeError when that is too much. */
  allocate(count: number, format = FLOATS): GpuArray {
    return this.memory.allocate(count, format);
  }

  /** @throws ArrayTooLargeError when the device cannot take an array of so many numbers. */
  mustFit(count: number): void {
    this.memory.mustFit(count);
  }

  /** From now on arrays may be larger than what can be bound; who works on them takes them in `ranges`. */
  takeRanges(): void {
    this.memory.takesRanges = true;
  }

  /** As `Memory.ranges`. */
  ranges(count: number, width: number, step?: number): readonly Range[] {
    return this.memory.ranges(count, width, step);
  }

  /** Memory with contents, put there at once even while a step is recorded. */
  allocateWith(values: Float32Array): GpuArray {
    const array = this.allocate(values.length);
    this.write(array, values);
    return array;
  }

  first(array: GpuArray, count: number): GpuArray {
    return part(array, 0, count);
  }

  free(array: GpuArray): void {
    if (this.draft) {
      this.draft.temporaries.push(array);
      return;
    }
    for (const recording of this.recordings) {
      if (recording.mentions.has(array.whole)) recording.stale = true;
    }
    const emptied = this.memory.free(array);
    if (!emptied) return;
    this.forget();
    emptied.buffer.destroy();
  }

  /** Writes numbers after everything encoded so far, at once even while a step is recorded. */
  write(array: GpuArray, values: Float32Array): void {
    mustBeFloats([array]);
    const { slab, begin } = array;
    this.submit();
    const own = isOwn(values) ? values : Float32Array.from(values);
    this.device.queue.writeBuffer(slab.buffer, begin * 4, own);
  }

  zero(array: GpuArray): void {
    for (const range of this.ranges(array.count, 1, 4)) {
      this.run(zeroRange, { out: rangeOf(array, range, 1) }, {}, range.count);
    }
  }

  /** Copies all of `from`. */
  copy(from: GpuArray, into: GpuArray): void {
    this.run(copyRange, { source: from, out: into }, {}, from.count);
  }

  /** Asks for one dispatch, of an array for each of the program's operands. None may overlap another that is written. */
  run<Operands extends string, Fields extends string>(
    program: Program<Operands, Fields>,
    operands: Readonly<Record<Operands, GpuArray>>,
    numbers: Readonly<Record<Fields, number>>,
    threads: number,
  ): void {
    if (threads === 0) return;
    const arrays = program.operands.map(({ name }) => operands[name]);
    const values = program.numbers.map(({ name }) => numbers[name]);
    const command = commandOf(this.memory, program, arrays, values, threads);
    if (this.draft) {
      this.draft.commands.push(command);
      for (const { whole } of arrays) this.draft.mentions.add(whole);
      return;
    }
    const key = `${command.kind}|${command.begins.join()}|${threads},${values.join()}`;
    let dispatch = this.kept.get(key);
    if (!dispatch) {
      if (this.kept.size >= MOST_KEPT) this.forget();
      dispatch = this.dispatchOf([command]);
      this.kept.set(key, dispatch);
    }
    this.encode(dispatch);
  }

  /** Runs `count` now and, while a step is recorded, again with every replay. */
  counted(count: () => void): void {
    count();
    this.draft?.counts.push(count);
  }

  /**
   * Takes down what `body` asks of the device, and does it once. The body must not read or upload, and must leave
   * the host's side of its arrays as it found it.
   */
  record(body: () => void): Recording {
    if (this.draft) throw new Error('A step is being recorded already.');
    const draft: Draft = { commands: [], counts: [], temporaries: [], mentions: new Set() };
    this.draft = draft;
    try {
      body();
    } catch (error) {
      this.draft = null;
      for (const array of draft.temporaries) this.free(array);
      throw error;
    }
    this.draft = null;
    const { counts, temporaries, mentions } = draft;
    for (const { whole } of temporaries) mentions.delete(whole);
    const dispatches = schedule(draft.commands, MOST_JOBS).map((group) => this.dispatchOf(group));
    const recording: Recording = { dispatches, counts, temporaries, mentions, stale: false };
    this.recordings.add(recording);
    for (const dispatch of dispatches) this.encode(dispatch);
    return recording;
  }

  replay({ dispatches, counts }: Recording): void {
    for (const dispatch of dispatches) this.encode(dispatch);
    for (const count of counts) count();
  }

  /** Gives back what a recording holds. */
  drop(recording: Recording): void {
    if (!this.recordings.delete(recording)) return;
    this.submit();
    for (const { uniform } of recording.dispatches) uniform.destroy();
    for (const array of recording.temporaries) this.free(array);
  }

  /** Numbers of several arrays, in one round trip. */
  async read<const Arrays extends readonly GpuArray[]>(arrays: Arrays): Promise<Contents<Arrays>> {
    if (this.draft) throw new Error('A step that is recorded cannot read.');
    mustBeFloats(arrays);
    const total = arrays.reduce((sum, { count }) => sum + count, 0);
    if (total === 0)
      return contentsOf(
        arrays,
        arrays.map(() => new Float32Array(0)),
      );
    const staging = this.device.createBuffer({
      size: total * 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = this.outsidePass();
    let at = 0;
    for (const { slab, begin, count } of arrays) {
      if (count > 0) {
        encoder.copyBufferToBuffer(slab.buffer, begin * 4, staging, at * 4, count * 4);
      }
      at += count;
    }
    this.submit();
    await staging.mapAsync(GPUMapMode.READ);
    const all = new Float32Array(staging.getMappedRange());
    at = 0;
    const values = arrays.map(({ count }) => {
      const values = all.slice(at, at + count);
      at += count;
      return values;
    });
    staging.unmap();
    staging.destroy();
    return contentsOf(arrays, values);
  }

  /** Hands everything encoded so far to the device. */
  submit(): void {
    if (!this.encoder) return;
    this.pass?.end();
    this.pass = null;
    this.device.queue.submit([this.encoder.finish()]);
    this.encoder = null;
  }

  /** Resolves when the device has done everything encoded so far. */
  async finish(): Promise<void> {
    this.submit();
    await this.device.queue.onSubmittedWorkDone();
  }

  /** Destroys everything; the device is its owner's to close. */
  close(): void {
    for (const recording of [...this.recordings]) this.drop(recording);
    this.forget();
    this.memory.destroy();
  }

  private outsidePass(): GPUCommandEncoder {
    this.pass?.end();
    this.pass = null;
    this.encoder ??= this.device.createCommandEncoder();
    return this.encoder;
  }

  private encode({ pipeline, bindings, x, y }: Dispatch): void {
    this.encoder ??= this.device.createCommandEncoder();
    this.pass ??= this.encoder.beginComputePass();
    this.pass.setPipeline(pipeline);
    this.pass.setBindGroup(0, bindings);
    this.pass.dispatchWorkgroups(x, y);
    this.dispatches += 1;
  }

  /** Forgets every kept dispatch; what is still needed is made again. */
  private forget(): void {
    this.submit();
    for (const { uniform } of this.kept.values()) uniform.destroy();
    this.kept.clear();
  }

  /** @param jobs commands of one kind. */
  private dispatchOf(jobs: Group<Command>): Dispatch {
    const [{ program, bound }] = jobs;
    const pipeline = this.pipelines.of(jobs[0]);
    const { data, workgroups } = jobData(program, jobs);
    const uniform = this.device.createBuffer({
      size: data.byteLength,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    this.device.queue.writeBuffer(uniform, 0, data);
    return {
      pipeline,
      uniform,
      bindings: this.device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [...bound, { buffer: uniform }].map((resource, binding) => ({
          binding,
          resource,
        })),
      }),
      x: Math.min(workgroups, MOST_WORKGROUPS),
      y: Math.ceil(workgroups / MOST_WORKGROUPS),
    };
  }
}
