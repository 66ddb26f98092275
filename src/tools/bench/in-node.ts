/** The lab's own step in this process: on Dawn, or on its own WebAssembly. */
import { provideWebGpu } from '../../headless/lab/webgpu';
import type { DeviceAsked } from '../../protocol/backends';
import { countDeviceWork, type DeviceCounts, type Racer } from './contender';
import { hookKernelClocks, type KernelClock } from './kernel-times';
import { openOurs } from './ours';
import type { Workload } from './workload';

/** What it is called in the tables. */
export const nameInNode = ({ backend, storage }: DeviceAsked): string =>
  `ours, ${backend} in Node${storage === 'f16' ? ', f16' : ''}`;

/**
 * How far the first loss may be off in half precision: a loss of four cross-entropies of ten classes is 9, and what is forward
 * comes within 41 roundings of 2^-10 (testing/half-resnet-cases.ts).
 */
const HALF_TOLERANCE = 0.4;

let counts: (() => DeviceCounts) | null = null;
let clocks: (() => KernelClock) | null = null;

/** @throws Error with the reason where the back end cannot be had. */
export async function openInNode(asked: DeviceAsked, work: Workload): Promise<Racer> {
  const { backend, storage } = asked;
  if (backend === 'webgpu' && !globalThis.navigator?.gpu) await provideWebGpu();
  if (backend === 'webgpu' && globalThis.navigator?.gpu) clocks ??= hookKernelClocks();
  const ours = await openOurs(asked, work);
  const clock = clocks?.();
  const about = {
    name: nameInNode(asked),
    adapter: ours.adapter,
    firstLoss: ours.firstLoss,
    ...(storage === 'f16' && { tolerance: HALF_TOLERANCE }),
  };
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
