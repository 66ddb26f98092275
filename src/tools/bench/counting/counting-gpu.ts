/** The layer between kernels and WebGPU on a device that computes nothing: it takes down what a device would be asked. */
import { type Contents, contentsOf } from '../../../engine/kernels/storage';
import { Gpu } from '../../../engine/kernels/webgpu/gpu';
import type { GpuArray } from '../../../engine/kernels/webgpu/memory';
import type { Program } from '../../../engine/kernels/webgpu/program';

/** One program on some operands. */
export interface Asked {
  readonly program: Program;
  /** Numbers that each operand holds, by its name; of an array that is given twice the second time 0. */
  readonly counts: Readonly<Record<string, number>>;
  readonly numbers: Readonly<Record<string, number>>;
  /** Bytes of a number of each operand. */
  readonly bytes: Readonly<Record<string, number>>;
}

/** Limits of a large card. */
const LIMITS = { maxStorageBufferBindingSize: 2 ** 31, maxBufferSize: 2 ** 31 };
/** Of what some cards have. */
const FEATURES: ReadonlySet<string> = new Set(['shader-f16']);
/** What buffers are for matters to nobody here. */
const USAGE = { STORAGE: 0, UNIFORM: 0, COPY_SRC: 0, COPY_DST: 0 };

/** Whatever is asked of it, and of what it gives: nothing happens. */
function idle(): ReturnType<typeof Object.create> {
  return new Proxy(() => undefined, {
    get: (_, key) => (key === 'limits' ? LIMITS : key === 'features' ? FEATURES : idle()),
    apply: () => idle(),
  });
}

export function idleDevice(): GPUDevice {
  if (!('GPUBufferUsage' in globalThis)) Object.assign(globalThis, { GPUBufferUsage: USAGE });
  return idle();
}

export class CountingGpu extends Gpu {
  /** What was asked for since it was last emptied. */
  readonly asked: Asked[] = [];

  override run<Operands extends string, Fields extends string>(
    program: Program<Operands, Fields>,
    operands: Readonly<Record<Operands, GpuArray>>,
    numbers: Readonly<Record<Fields, number>>,
    threads: number,
  ): void {
    super.run(program, operands, numbers, threads);
    if (threads === 0) return;
    const seen = new Set<string>();
    const counts = program.operands.map(({ name }) => {
      const { slab, begin, count } = operands[name];
      const place = `${slab.id} ${begin} ${count}`;
      const isNew = !seen.has(place);
      seen.add(place);
      return [name, isNew ? count : 0] as const;
    });
    const bytes = program.operands.map(
      ({ name }) => [name, operands[name].slab.format.bytes] as const,
    );
    this.asked.push({
      program,
      counts: Object.fromEntries(counts),
      bytes: Object.fromEntries(bytes),
      numbers,
    });
  }

  /** Zeros, for nothing was computed. */
  override async read<const Arrays extends readonly GpuArray[]>(
    arrays: Arrays,
  ): Promise<Contents<Arrays>> {
    return contentsOf(
      arrays,
      arrays.map(({ count }) => new Float32Array(count)),
    );
  }
}
