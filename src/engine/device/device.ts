/**
 * Opens the best device there is and says why: WebGPU on real hardware, else WebAssembly, else plain JavaScript; on each
 * the lab's own kernels, and tfjs's where those fail or tfjs's are asked for. A software WebGPU adapter is used only when
 * asked for: it would be slower than wasm.
 */

import type { ProbeArithmetic } from '../../math/probe/arithmetic';
import {
  BACKEND_NAMES,
  type DeviceWish,
  VARIANT_NAMES,
  VARIANTS,
  type VariantName,
} from '../../protocol/backends';
import type { BackendReport } from '../../protocol/messages';
import type { Kernels } from '../kernels/kernels';
import { DeviceUnusableError, NoBackendError, NoRelaxedSimdError } from './errors';
import { openProbeArithmetic } from './probe-arithmetic';
import { selfTest } from './self-test';
import { openWebGpu, type WebGpuLink } from './webgpu';

/** A device in use. */
export interface Device {
  readonly kernels: Kernels;
  /** Computes the probes, on the processor whatever the device is. */
  readonly probing: ProbeArithmetic;
  readonly report: BackendReport;
  /** Resolves with the reason when the device is lost; never on wasm and cpu. */
  readonly lost: Promise<string>;
  /** The first WebGPU error nobody caught, with its WGSL message; null while all is well. */
  error(): string | null;
  close(): void;
}

/** What an opened variant hands over before it is tested. */
interface Link {
  readonly adapter: string;
  readonly kernels: Kernels;
  readonly gpu?: WebGpuLink;
  /** Gives back what the kernels hold beside their arrays. */
  readonly close?: () => void;
}

const never = new Promise<string>(() => {});

/** @param kernelsOn makes the kernels; the device is closed where they cannot be had. */
async function linkGpu(
  allowSoftware: boolean,
  kernelsOn: (gpu: WebGpuLink) => Promise<Kernels & { close(): void }>,
): Promise<Link> {
  const gpu = await openWebGpu({ allowSoftware });
  try {
    const kernels = await kernelsOn(gpu);
    return { adapter: gpu.adapter, gpu, kernels, close: () => kernels.close() };
  } catch (error) {
    gpu.close();
    throw error;
  }
}

async function linkTfjsProcessor(backend: 'wasm' | 'cpu'): Promise<Link> {
  const { openTfjsProcessor } = await import('./tfjs-processor');
  const { adapter, kernels } = await openTfjsProcessor(backend);
  return { adapter, kernels, close: () => kernels.close() };
}

async function linkLabWasm(variant: 'wasm' | 'wasm-relaxed-simd'): Promise<Link> {
  const { openLabWasm } = await import('./lab-wasm');
  return { adapter: VARIANTS[variant].label, kernels: await openLabWasm(variant) };
}

/** How each variant is opened; each brings its own code, and tfjs comes only where it computes. */
const LINKS: Readonly<Record<VariantName, (allowSoftware: boolean) => Promise<Link>>> = {
  'webgpu-f16': (allowSoftware) =>
    linkGpu(allowSoftware, async ({ device }) => {
      const [{ halvesOn }, { webGpuKernels }, { Gpu }] = await Promise.all([
        import('../kernels/webgpu/halves'),
        import('../kernels/webgpu/webgpu-kernels'),
        import('../kernels/webgpu/gpu'),
      ]);
      return webGpuKernels(device, new Gpu(device, { halves: halvesOn(device) }));
    }),
  webgpu: (allowSoftware) =>
    linkGpu(allowSoftware, async ({ device }) => {
      const { webGpuKernels } = await import('../kernels/webgpu/webgpu-kernels');
      return webGpuKernels(device);
    }),
  'webgpu (tfjs)': (allowSoftware) =>
    linkGpu(allowSoftware, async (gpu) => {
      const { tfjsOnWebGpu } = await import('./tfjs-webgpu');
      return tfjsOnWebGpu(gpu);
    }),
  'wasm-relaxed-simd': () => linkLabWasm('wasm-relaxed-simd'),
  wasm: () => linkLabWasm('wasm'),
  'wasm (tfjs)': () => linkTfjsProcessor('wasm'),
  cpu: () => linkTfjsProcessor('cpu'),
};

/**
 * Opens exactly this variant and tests it.
 * @throws LabError where it cannot be had, or computes something wrong.
 */
export async function openVariant(variant: VariantName, allowSoftware = false): Promise<Device> {
  const { adapter, kernels, gpu, close } = await LINKS[variant](allowSoftware);
  const closeAll = () => {
    close?.();
    gpu?.close();
  };
  const trouble = await selfTest(kernels).catch((error: unknown) => reasonOf(error));
  const wrong = trouble ?? gpu?.error() ?? null;
  if (wrong !== null) {
    closeAll();
    throw new DeviceUnusableError(adapter, wrong);
  }
  const { arithmetic, reason } = await openProbeArithmetic();
  return {
    kernels,
    probing: arithmetic,
    report: { backend: variant, adapter, reasons: reason === null ? [] : [reason] },
    lost: gpu?.lost ?? never,
    error: () => gpu?.error() ?? null,
    close: closeAll,
  };
}

/** Sentence that explains why a variant was passed over. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const ONLY_ON_WEBGPU =
  'Storage in half precision (f16) is for the lab’s own kernels on WebGPU; here numbers are kept in full.';

/** Variants in the order in which they are tried; what is stored in half precision only where that is wished for. */
function candidates({ backend, engine = 'lab', storage }: DeviceWish): readonly VariantName[] {
  const first = backend === null ? 0 : BACKEND_NAMES.indexOf(backend);
  return VARIANT_NAMES.filter((name) => {
    const variant = VARIANTS[name];
    return (
      BACKEND_NAMES.indexOf(variant.backend) >= first &&
      (engine === 'lab' || variant.engine === engine) &&
      (storage === 'f16' || variant.storage === 'f32')
    );
  });
}

/**
 * Opens a device: what is wished for, or where that cannot be had the next best; the report says why.
 * @throws NoBackendError when not even plain JavaScript passes the self-test.
 */
export async function openDevice(wish: DeviceWish): Promise<Device> {
  const reasons: string[] = [];
  const names = candidates(wish);
  if (wish.storage === 'f16' && names.every((name) => VARIANTS[name].storage === 'f32')) {
    reasons.push(ONLY_ON_WEBGPU);
  }
  for (const name of names) {
    const { backend } = VARIANTS[name];
    try {
      const device = await openVariant(name, backend === wish.backend);
      const { report } = device;
      return { ...device, report: { ...report, reasons: [...reasons, ...report.reasons] } };
    } catch (error) {
      const reason = reasonOf(error);
      // what is missing is missing for both engines; that a browser has no relaxed SIMD is no lack
      if (!reasons.includes(reason) && !(error instanceof NoRelaxedSimdError)) reasons.push(reason);
    }
  }
  throw new NoBackendError(reasons);
}
