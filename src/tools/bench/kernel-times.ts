/**
 * Where the GPU's time goes, kernel by kernel, by the timestamps of WebGPU. A timestamp stands at the begin and the end of
 * a pass, so while times are taken every dispatch gets a pass of its own; the lab's code knows nothing of it. Passes cost
 * time too: the sum is above that of a step, and the shares are what counts.
 */

const FEATURE: GPUFeatureName = 'timestamp-query';
/** Most timestamps of one set that every device allows, two for a dispatch. */
const MOST = 4096;
const BYTES = 8;

export interface KernelTime {
  /** The program's name. */
  readonly kernel: string;
  /** Dispatches of one step. */
  readonly dispatches: number;
  /** All of them together, in milliseconds. */
  readonly ms: number;
}

/** Takes the times of what runs meanwhile; null where the device has no timestamps. */
export type KernelClock = (
  steps: number,
  run: () => Promise<unknown>,
) => Promise<KernelTime[] | null>;

/** What is timed: one device at a time. */
interface Taking {
  readonly set: GPUQuerySet;
  /** Kernel by kernel in the order of the dispatches. */
  readonly names: string[];
}

/**
 * Hooks WebGPU's own functions, once a process: devices opened from now on have timestamps where their adapter has them.
 * @returns gives the clock of the device that was opened last.
 */
export function hookKernelClocks(): () => KernelClock {
  const { requestDevice } = GPUAdapter.prototype;
  const { beginComputePass } = GPUCommandEncoder.prototype;
  const { createComputePipeline } = GPUDevice.prototype;
  const names = new WeakMap<GPUComputePipeline, string>();
  let opened: GPUDevice | null = null;
  let taking: Taking | null = null;

  GPUAdapter.prototype.requestDevice = async function (descriptor = {}) {
    const requiredFeatures = new Set(descriptor.requiredFeatures);
    if (this.features.has(FEATURE)) requiredFeatures.add(FEATURE);
    opened = await requestDevice.call(this, {
      ...descriptor,
      requiredFeatures: [...requiredFeatures],
    });
    return opened;
  };
  GPUDevice.prototype.createComputePipeline = function (descriptor) {
    const pipeline = createComputePipeline.call(this, descriptor);
    names.set(pipeline, descriptor.label ?? 'unnamed');
    return pipeline;
  };
  GPUCommandEncoder.prototype.beginComputePass = function (descriptor) {
    const pass = beginComputePass.call(this, descriptor);
    if (!taking) return pass;
    // nothing is encoded into this one: every dispatch begins its own, with what was set before it
    pass.end();
    const { set, names: timed } = taking;
    let pipeline: GPUComputePipeline | null = null;
    let group: GPUBindGroup | null = null;
    const own: Partial<GPUComputePassEncoder> = {
      setPipeline: (next) => {
        pipeline = next;
      },
      setBindGroup: (_, next) => {
        group = next ?? null;
      },
      dispatchWorkgroups: (x, y) => {
        const first = timed.length * 2;
        const timestampWrites = {
          querySet: set,
          beginningOfPassWriteIndex: first,
          endOfPassWriteIndex: first + 1,
        };
        const isCounted = pipeline !== null && first < MOST;
        const single = beginComputePass.call(this, isCounted ? { timestampWrites } : undefined);
        if (pipeline) single.setPipeline(pipeline);
        single.setBindGroup(0, group);
        single.dispatchWorkgroups(x, y);
        single.end();
        if (pipeline && isCounted) timed.push(names.get(pipeline) ?? 'unnamed');
      },
      end: () => undefined,
    };
    return new Proxy(pass, {
      get: (target, key) => Reflect.get(own, key) ?? Reflect.get(target, key),
    });
  };

  const clockOf =
    (device: GPUDevice | null): KernelClock =>
    async (steps, run) => {
      if (!device?.features.has(FEATURE)) return null;
      const set = device.createQuerySet({ type: 'timestamp', count: MOST });
      taking = { set, names: [] };
      const timed = taking.names;
      try {
        await run();
      } finally {
        taking = null;
      }
      const stamps = await stampsOf(device, set, timed.length * 2);
      set.destroy();
      const byKernel = new Map<string, { dispatches: number; ms: number }>();
      timed.forEach((kernel, i) => {
        const sum = byKernel.get(kernel) ?? { dispatches: 0, ms: 0 };
        const ns = Number((stamps[2 * i + 1] ?? 0n) - (stamps[2 * i] ?? 0n));
        byKernel.set(kernel, { dispatches: sum.dispatches + 1, ms: sum.ms + ns / 1e6 });
      });
      return [...byKernel]
        .map(([kernel, { dispatches, ms }]) => ({
          kernel,
          dispatches: dispatches / steps,
          ms: ms / steps,
        }))
        .sort((a, b) => b.ms - a.ms);
    };
  return () => clockOf(opened);
}

/** The first `count` timestamps of a set, in nanoseconds. */
async function stampsOf(
  device: GPUDevice,
  set: GPUQuerySet,
  count: number,
): Promise<readonly bigint[]> {
  if (count === 0) return [];
  const size = count * BYTES;
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const resolved = device.createBuffer({ size, usage: QUERY_RESOLVE | COPY_SRC });
  const readable = device.createBuffer({ size, usage: COPY_DST | MAP_READ });
  const encoder = device.createCommandEncoder();
  encoder.resolveQuerySet(set, 0, count, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, readable, 0, size);
  device.queue.submit([encoder.finish()]);
  await readable.mapAsync(GPUMapMode.READ);
  const stamps = [...new BigUint64Array(readable.getMappedRange().slice(0))];
  resolved.destroy();
  readable.destroy();
  return stamps;
}
