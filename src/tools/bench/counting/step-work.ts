/** What one step of the bench's workloads asks of a graphics card: the lab's own trainer on a device that only counts. */
import { halvesOn } from '../../../engine/kernels/webgpu/halves';
import { webGpuKernels } from '../../../engine/kernels/webgpu/webgpu-kernels';
import type { StorageName } from '../../../protocol/backends';
import { trainerOn } from '../ours';
import type { Workload } from '../workload';
import { CountingGpu, idleDevice } from './counting-gpu';
import { type Work, workByProgram } from './work';

export interface StepWork {
  /** Bytes that arrays hold, data and parameters among them. */
  readonly held: number;
  readonly dispatches: number;
  readonly programs: ReadonlyMap<string, Work>;
}

/** The second step: the first also takes the norms of gradients, as every fourth does. */
export async function stepWorkOf(
  workload: Workload,
  storage: StorageName = 'f32',
): Promise<StepWork> {
  const device = idleDevice();
  const gpu = new CountingGpu(device, storage === 'f16' ? { halves: halvesOn(device) } : {});
  const kernels = webGpuKernels(device, gpu);
  const trainer = await trainerOn(kernels, workload);
  await trainer.step();
  gpu.asked.length = 0;
  const before = gpu.dispatches;
  await trainer.step();
  const counted = {
    dispatches: gpu.dispatches - before,
    programs: workByProgram(gpu.asked),
    held: kernels.memory().bytes,
  };
  trainer.free();
  kernels.close();
  return counted;
}
