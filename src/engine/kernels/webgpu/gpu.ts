/**
 * The thin layer between kernels and a WebGPU device: buffers with owners, programs compiled once, commands gathered
 * and submitted together. A dispatch whose buffers and numbers were seen before makes nothing new on the device: its
 * bind group is kept, so a training step uses again what its first pass made. Knows no kernel and no tfjs.
 */

/** Threads of one workgroup; no program shares memory or waits at a barrier, so the size is of little weight. */
const WORKGROUP = 64;
/** Most workgroups along one axis that every WebGPU device allows. */
const MOST_WORKGROUPS = 65_535;
/** Buffers up to this size are kept for reuse when they are given back. */
const POOLED_BYTES = 8 << 20;
/** Most bind groups kept; a race has a few hundred. */
const MOST_BINDINGS = 4096;

/** A compute program: one thread per index, reading and writing whole buffers. */
export interface Program {
  /** Unique; pipelines and bind groups are kept under it. */
  readonly name: string;
  /** Storage buffers in binding order; those written are marked. */
  readonly buffers: readonly { readonly name: string; readonly writes?: boolean }[];
  /** Numbers that change between calls, in order; each is a field of `u`. */
  readonly numbers: readonly { readonly name: string; readonly type: 'u32' | 'f32' }[];
  /** Functions before the body. */
  readonly helpers?: string;
  /** WGSL that runs for every `index` below the thread count. */
  readonly body: string;
}

/** A piece of device memory. */
export interface GpuArray {
  readonly id: number;
  readonly buffer: GPUBuffer;
  readonly bytes: number;
}

/** Source of a program with its declarations. */
function sourceOf({ buffers, numbers, helpers = '', body }: Program): string {
  const declared = buffers.map(
    ({ name, writes }, i) =>
      `@group(0) @binding(${i}) var<storage, ${writes ? 'read_write' : 'read'}> ${name}: array<f32>;`,
  );
  const fields = ['threads: u32', ...numbers.map(({ name, type }) => `${name}: ${type}`)];
  return `
struct Numbers { ${fields.join(', ')} }
${declared.join('\n')}
@group(0) @binding(${buffers.length}) var<uniform> u: Numbers;
${helpers}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let index = id.x + id.y * ${MOST_WORKGROUPS * WORKGROUP}u;
  if (index >= u.threads) { return; }
  ${body}
}`;
}

export class Gpu {
  readonly device: GPUDevice;
  private readonly pipelines = new Map<string, GPUComputePipeline>();
  private readonly bindings = new Map<string, GPUBindGroup>();
  /** Which kept bind groups mention an array, so that they go when it goes. */
  private readonly mentions = new Map<number, Set<string>>();
  private readonly uniforms: GPUBuffer[] = [];
  private readonly pool = new Map<number, GpuArray[]>();
  private encoder: GPUCommandEncoder | null = null;
  private pass: GPUComputePassEncoder | null = null;
  private lastId = 0;
  private live = 0;
  private liveBytes = 0;
  /** Dispatches since the device was opened, for the cost measure. */
  dispatches = 0;

  constructor(device: GPUDevice) {
    this.device = device;
  }

  get memory() {
    return { arrays: this.live, bytes: this.liveBytes };
  }

  /**
   * Memory for `count` float32 numbers, contents undefined.
   * @throws RangeError when the device cannot bind that much at once.
   */
  allocate(count: number): GpuArray {
    const bytes = Math.max(4, count * 4);
    const most = this.device.limits.maxStorageBufferBindingSize;
    if (bytes > most) {
      throw new RangeError(
        `This graphics device takes arrays of at most ${Math.floor(most / 2 ** 20)} MB; one of ${Math.ceil(bytes / 2 ** 20)} MB is needed. Use fewer samples or smaller ones.`,
      );
    }
    this.live += 1;
    this.liveBytes += bytes;
    const pooled = this.pool.get(bytes)?.pop();
    if (pooled) return pooled;
    this.lastId += 1;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return { id: this.lastId, bytes, buffer: this.device.createBuffer({ size: bytes, usage }) };
  }

  free(array: GpuArray): void {
    this.live -= 1;
    this.liveBytes -= array.bytes;
    if (array.bytes <= POOLED_BYTES) {
      const pooled = this.pool.get(array.bytes) ?? [];
      pooled.push(array);
      this.pool.set(array.bytes, pooled);
      return;
    }
    for (const key of this.mentions.get(array.id) ?? []) this.bindings.delete(key);
    this.mentions.delete(array.id);
    this.submit();
    array.buffer.destroy();
  }

  /** Writes numbers after everything encoded so far. */
  write(array: GpuArray, values: Float32Array, offset = 0): void {
    this.submit();
    this.device.queue.writeBuffer(
      array.buffer,
      offset * 4,
      values.buffer as ArrayBuffer,
      values.byteOffset,
      values.byteLength,
    );
  }

  zero(array: GpuArray): void {
    this.outsidePass().clearBuffer(array.buffer);
  }

  /** Copies `count` numbers. */
  copy(
    from: GpuArray,
    fromOffset: number,
    into: GpuArray,
    intoOffset: number,
    count: number,
  ): void {
    if (count === 0) return;
    this.outsidePass().copyBufferToBuffer(
      from.buffer,
      fromOffset * 4,
      into.buffer,
      intoOffset * 4,
      count * 4,
    );
  }

  /** Encodes one dispatch. No array may stand in two places of which one is written. */
  run(
    program: Program,
    arrays: readonly GpuArray[],
    numbers: readonly number[],
    threads: number,
  ): void {
    if (threads === 0) return;
    const key = `${program.name}|${arrays.map(({ id }) => id).join()}|${threads},${numbers.join()}`;
    const pipeline = this.pipelineOf(program);
    const binding = this.bindings.get(key) ?? this.bind(key, program, arrays, numbers, threads);
    this.encoder ??= this.device.createCommandEncoder();
    this.pass ??= this.encoder.beginComputePass();
    const groups = Math.ceil(threads / WORKGROUP);
    this.pass.setPipeline(pipeline);
    this.pass.setBindGroup(0, binding);
    this.pass.dispatchWorkgroups(
      Math.min(groups, MOST_WORKGROUPS),
      Math.ceil(groups / MOST_WORKGROUPS),
    );
    this.dispatches += 1;
  }

  /** Numbers of several arrays, in one round trip. */
  async read(arrays: readonly { array: GpuArray; count: number }[]): Promise<Float32Array[]> {
    const total = arrays.reduce((sum, { count }) => sum + count, 0);
    if (total === 0) return arrays.map(() => new Float32Array(0));
    const staging = this.device.createBuffer({
      size: total * 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = this.outsidePass();
    let at = 0;
    for (const { array, count } of arrays) {
      if (count > 0) encoder.copyBufferToBuffer(array.buffer, 0, staging, at * 4, count * 4);
      at += count;
    }
    this.submit();
    await staging.mapAsync(GPUMapMode.READ);
    const all = new Float32Array(staging.getMappedRange());
    at = 0;
    const values = arrays.map(({ count }) => {
      const part = all.slice(at, at + count);
      at += count;
      return part;
    });
    staging.unmap();
    staging.destroy();
    return values;
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

  /** Destroys what was kept for reuse; the device is its owner's to close. */
  close(): void {
    this.forgetBindings();
    for (const arrays of this.pool.values()) for (const { buffer } of arrays) buffer.destroy();
    this.pool.clear();
  }

  private outsidePass(): GPUCommandEncoder {
    this.pass?.end();
    this.pass = null;
    this.encoder ??= this.device.createCommandEncoder();
    return this.encoder;
  }

  private pipelineOf(program: Program): GPUComputePipeline {
    let pipeline = this.pipelines.get(program.name);
    if (!pipeline) {
      const module = this.device.createShaderModule({
        label: program.name,
        code: sourceOf(program),
      });
      pipeline = this.device.createComputePipeline({
        label: program.name,
        layout: 'auto',
        compute: { module, entryPoint: 'main' },
      });
      this.pipelines.set(program.name, pipeline);
    }
    return pipeline;
  }

  /** Forgets every kept bind group; what is still needed is made again. */
  private forgetBindings(): void {
    this.submit();
    for (const buffer of this.uniforms) buffer.destroy();
    this.uniforms.length = 0;
    this.bindings.clear();
    this.mentions.clear();
  }

  private bind(
    key: string,
    program: Program,
    arrays: readonly GpuArray[],
    numbers: readonly number[],
    threads: number,
  ): GPUBindGroup {
    if (this.bindings.size >= MOST_BINDINGS) this.forgetBindings();
    const data = new DataView(new ArrayBuffer(4 * (1 + numbers.length)));
    data.setUint32(0, threads, true);
    program.numbers.forEach(({ type }, i) => {
      const value = numbers[i] as number;
      if (type === 'u32') data.setUint32(4 * (i + 1), value, true);
      else data.setFloat32(4 * (i + 1), value, true);
    });
    const uniform = this.device.createBuffer({
      // uniform buffers are sized in units of 16 bytes
      size: Math.ceil(data.byteLength / 16) * 16,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    this.device.queue.writeBuffer(uniform, 0, data.buffer);
    this.uniforms.push(uniform);
    const binding = this.device.createBindGroup({
      layout: this.pipelineOf(program).getBindGroupLayout(0),
      entries: [
        ...arrays.map(({ buffer }, i) => ({ binding: i, resource: { buffer } })),
        { binding: arrays.length, resource: { buffer: uniform } },
      ],
    });
    this.bindings.set(key, binding);
    for (const { id } of arrays) {
      const keys = this.mentions.get(id) ?? new Set();
      keys.add(key);
      this.mentions.set(id, keys);
    }
    return binding;
  }
}
