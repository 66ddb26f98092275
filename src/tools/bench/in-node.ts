/** The lab's own step in this process: on Dawn, or on its own WebAssembly. */
import { provideWebGpu } from '../../headless/lab/webgpu';
import type { BackendName } from '../../protocol/backends';
import { countDeviceWork, type DeviceCounts, type Racer } from './contender';
import { hookKernelClock, type KernelClock } from './kernel-times';
import { openOurs } from './ours';
import type { Workload } from './workload';

/** What it is called in the tables. */
export const nameInNode = (backend: BackendName): string => `ours, ${backend} in Node`;

let counts: (() => DeviceCounts) | null = null;
let clock: KernelClock | null = null;

/** @throws Error with the reason where the back end cannot be had. */
export async function openInNode(backend: BackendName, work: Workload): Promise<Racer> {
  if (backend === 'webgpu' && !globalThis.navigator?.gpu) await provideWebGpu();
  if (backend === 'webgpu' && globalThis.navigator?.gpu) clock ??= hookKernelClock();
  const ours = await openOurs({ backend }, work);
  const about = { name: nameInNode(backend), adapter: ours.adapter, firstLoss: ours.firstLoss };
  const end = async () => ours.close();
  if (backend !== 'webgpu') {
    return {
      ...about,
      turn: async (steps) => {
        const { msPerStep } = await ours.turn(steps);
        return { msPerStep, bytes: ours.bytes() };
      },
      end,
    };
  }
  counts ??= countDeviceWork();
  const counted = counts;
  return {
    ...about,
    async turn(steps) {
      counted();
      const turn = await ours.turn(steps);
      const { dispatches, buffersMade, bindGroupsMade } = counted();
      return {
        ...turn,
        bytes: ours.bytes(),
        dispatches: dispatches / steps,
        buffersMade: buffersMade / steps,
        bindGroupsMade: bindGroupsMade / steps,
      };
    },
    kernels: async () => (clock ? clock(1, () => ours.turn(1)) : null),
    end,
  };
}
