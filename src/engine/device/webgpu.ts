/**
 * Opens WebGPU on a device of our own, so that errors and loss are heard: an unheard validation error leaves old buffer
 * content that can look right.
 */
import { NoWebGpuError } from './errors';

/** A WebGPU device in use. */
export interface WebGpuLink {
  readonly adapter: string;
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** Resolves with the reason when the device is lost against our will. */
  readonly lost: Promise<string>;
  /** First uncaptured error's message; null while all is well. */
  error(): string | null;
  close(): void;
}

/** Names under which software implementations of WebGPU show themselves. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i;

/** Limits that large data sets, wide layers and tfjs's programs may need; all are asked for at the adapter's best. */
const WANTED_LIMITS = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** What is used where the adapter has it. */
const WANTED_FEATURES = ['subgroups', 'shader-f16'] as const;

/** Whether the adapter computes on the processor. */
export const isSoftware = (info: GPUAdapterInfo): boolean =>
  info.isFallbackAdapter === true ||
  SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`);

/** "Apple M2", "SwiftShader (software)": what a person would call the adapter. */
function describe(info: GPUAdapterInfo, software: boolean): string {
  const name =
    info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'unnamed GPU';
  return software ? `${name} (software)` : name;
}

/**
 * @param options.allowSoftware use an adapter that runs on the processor; otherwise it is refused.
 * @throws NoWebGpuError when there is no WebGPU, no adapter, or only a software one.
 */
export async function openWebGpu(options: { allowSoftware: boolean }): Promise<WebGpuLink> {
  const gpu = typeof navigator === 'undefined' ? undefined : navigator.gpu;
  if (!gpu) throw new NoWebGpuError('This browser has no WebGPU.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new NoWebGpuError('WebGPU found no graphics adapter.');
  const { info } = adapter;
  const software = isSoftware(info);
  if (software && !options.allowSoftware) {
    throw new NoWebGpuError(
      `WebGPU would run in software here (${describe(info, false)}), slower than WebAssembly.`,
    );
  }
  const device = await adapter.requestDevice({
    requiredFeatures: WANTED_FEATURES.filter((name) => adapter.features.has(name)),
    requiredLimits: Object.fromEntries(WANTED_LIMITS.map((name) => [name, adapter.limits[name]])),
  });

  let firstError: string | null = null;
  device.addEventListener('uncapturederror', (event) => {
    firstError ??= (event as GPUUncapturedErrorEvent).error.message;
  });
  let closing = false;
  const lost = device.lost.then((loss) =>
    // a device we destroyed ourselves is not a loss
    closing ? new Promise<string>(() => {}) : loss.message || 'the browser gave no reason',
  );

  return {
    adapter: describe(info, software),
    device,
    info,
    lost,
    error: () => firstError,
    close() {
      closing = true;
      device.destroy();
    },
  };
}
