/**
 * Opens the best device there is and says why: WebGPU on real hardware, else WebAssembly, else plain JavaScript.
 * A software WebGPU adapter is used only when asked for: it would be slower than wasm.
 */
import { BACKEND_NAMES, type BackendName } from '../../protocol/backends';
import type { BackendReport } from '../../protocol/messages';
import type { Kernels } from '../kernels/kernels';
import { WebGpuKernels } from '../kernels/webgpu/webgpu-kernels';
import { DeviceUnusableError, NoBackendError } from './errors';
import { selfTest } from './self-test';
import { openWebGpu, type WebGpuLink } from './webgpu';

/** A device in use. */
export interface Device {
  readonly kernels: Kernels;
  readonly report: BackendReport;
  /** Resolves with the reason when the device is lost; never on wasm and cpu. */
  readonly lost: Promise<string>;
  /** The first WebGPU error nobody caught, with its WGSL message; null while all is well. */
  error(): string | null;
  close(): void;
}

/** What an opened back end hands over before it is tested. */
interface Link {
  readonly adapter: string;
  readonly gpu: WebGpuLink | null;
  readonly kernels: Kernels & { close(): void };
}

const never = new Promise<string>(() => {});

/** Opens a back end; each brings its own code, and tfjs comes only where the processor computes. */
async function link(backend: BackendName, asked: boolean): Promise<Link> {
  if (backend === 'webgpu') {
    const gpu = await openWebGpu({ allowSoftware: asked });
    return { adapter: gpu.adapter, gpu, kernels: new WebGpuKernels(gpu.device) };
  }
  const { openProcessor } = await import('./processor');
  return { gpu: null, ...(await openProcessor(backend)) };
}

/** Sentence that explains why a back end was passed over. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Opens a device.
 * @param preference the back end asked for, or null for the best one; when it cannot be had the next best is
 *   opened and the report says why.
 * @throws NoBackendError when not even plain JavaScript passes the self-test.
 */
export async function openDevice(preference: BackendName | null): Promise<Device> {
  const first = preference === null ? 0 : BACKEND_NAMES.indexOf(preference);
  const candidates = BACKEND_NAMES.slice(first);
  const reasons: string[] = [];
  for (const backend of candidates) {
    let opened: Link | null = null;
    try {
      opened = await link(backend, backend === preference);
      const { gpu, kernels } = opened;
      const trouble = await selfTest(kernels);
      const uncaught = gpu?.error() ?? null;
      if (trouble !== null || uncaught !== null) {
        kernels.close();
        throw new DeviceUnusableError(opened.adapter, trouble ?? (uncaught as string));
      }
      const adapter = opened.adapter;
      return {
        kernels,
        report: { backend, adapter, reasons },
        lost: gpu?.lost ?? never,
        error: () => gpu?.error() ?? null,
        close() {
          kernels.close();
          gpu?.close();
        },
      };
    } catch (error) {
      opened?.gpu?.close();
      reasons.push(reasonOf(error));
    }
  }
  throw new NoBackendError(reasons);
}
