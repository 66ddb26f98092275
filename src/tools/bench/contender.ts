/** What is raced: an implementation of the step, wherever it runs. Knows none of them. */
import type { KernelTime } from './kernel-times';

/** Who can be asked for in the browser. */
export const CONTENDERS = [
  'ours, webgpu',
  'ours, wasm',
  'ours, cpu',
  'plain tfjs, webgpu',
  'plain tfjs, wasm',
  'jax-js, webgpu',
  'jax-js, wasm',
] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** Whether it computes on the graphics card, or what stands in for one. */
export const isOnGpu = (name: ContenderName): boolean => name.endsWith('webgpu');

/** One turn: so many steps, timed until the device was done. */
export interface Turn {
  readonly msPerStep: number;
  /** Time until a step's commands were handed over, mean of the turn; the device may still be busy then. */
  readonly jsMsPerStep: number;
}

export interface Contender {
  readonly adapter: string;
  /** Sum of the four cross-entropies before the first step: the same for all, or something else is timed. */
  readonly firstLoss: number;
  turn(steps: number): Promise<Turn>;
  /** What its arrays hold now; null where it does not count. */
  bytes(): number | null;
  close(): void;
}

/** What a step makes a device do, counted at WebGPU's own functions. */
export interface DeviceCounts {
  readonly dispatches: number;
  readonly buffersMade: number;
  readonly bindGroupsMade: number;
}

/** A turn as the report has it; the counts are per step and absent where there is no WebGPU. */
export type Measured = {
  readonly msPerStep: number;
  /** What its arrays hold; absent or null where it does not count. */
  readonly bytes?: number | null;
} & Partial<Turn & DeviceCounts>;

/** A contender as the race sees it, wherever it runs. */
export interface Racer {
  readonly name: string;
  readonly adapter: string;
  readonly firstLoss: number;
  /** How far its first loss may be from the others', where rounding alone does not explain the difference. */
  readonly tolerance?: number;
  turn(steps: number): Promise<Measured>;
  /** Where a step's time goes on the graphics card; null where nobody can say. */
  kernels?(): Promise<readonly KernelTime[] | null>;
  end(): Promise<void>;
}

/** Contenders that can be had, and why others cannot. */
export interface Field<Contending = Racer> {
  readonly racers: readonly Contending[];
  readonly absent: readonly string[];
}

/** Somebody who may be had. */
export interface Entrant<Contending = Racer> {
  readonly name: string;
  /** @throws Error with the reason where it cannot be had. */
  open(): Promise<Contending>;
}

/** Opens one after the other. */
export async function openAll<Contending>(
  entrants: readonly Entrant<Contending>[],
): Promise<Field<Contending>> {
  const racers: Contending[] = [];
  const absent: string[] = [];
  for (const { name, open } of entrants) {
    try {
      racers.push(await open());
    } catch (error) {
      absent.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { racers, absent };
}

/** The value below which a share of the values lies, 0 to 1, between neighbours by their distance. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new RangeError('There are no values.');
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Times `steps` calls of `step` and then `finish`. */
export async function timed(
  steps: number,
  step: () => void | Promise<void>,
  finish: () => Promise<void>,
): Promise<Turn> {
  const start = performance.now();
  for (let k = 0; k < steps; k++) {
    const pending = step();
    if (pending) await pending;
  }
  const handedOver = performance.now();
  await finish();
  return {
    msPerStep: (performance.now() - start) / steps,
    jsMsPerStep: (handedOver - start) / steps,
  };
}

/**
 * Counts what every WebGPU device of this thread is told from now on.
 * @returns the counts since the last call.
 */
export function countDeviceWork(): () => DeviceCounts {
  const counts = { dispatches: 0, buffersMade: 0, bindGroupsMade: 0 };
  const hook = (owner: object | undefined, method: string, key: keyof DeviceCounts) => {
    const original = owner && (Reflect.get(owner, method) as (...args: unknown[]) => unknown);
    if (!original) return;
    Reflect.set(owner, method, function (this: unknown, ...args: unknown[]) {
      counts[key] += 1;
      return original.apply(this, args);
    });
  };
  const pass = globalThis.GPUComputePassEncoder?.prototype;
  hook(pass, 'dispatchWorkgroups', 'dispatches');
  hook(pass, 'dispatchWorkgroupsIndirect', 'dispatches');
  hook(globalThis.GPUDevice?.prototype, 'createBuffer', 'buffersMade');
  hook(globalThis.GPUDevice?.prototype, 'createBindGroup', 'bindGroupsMade');
  return () => {
    const taken = { ...counts };
    Object.assign(counts, { dispatches: 0, buffersMade: 0, bindGroupsMade: 0 });
    return taken;
  };
}
