/**
 * What a machine has for the bench on a graphics card: Node, the Vulkan loader and its drivers, an adapter, PyTorch with
 * CUDA. Each answer is a sentence that is printed before anything is measured, so that a lack is known at once.
 */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isSoftware } from '../../../engine/device/webgpu';
import { provideWebGpu } from '../../../headless/lab/webgpu';
import { pythons, type TorchHere } from '../torch';

/** What WebGPU says of its adapter; of a card's name and its driver, Dawn puts one in `device` and one in `description`. */
export interface AdapterHere {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isSoftware: boolean;
  readonly features: readonly string[];
  /** The largest array, in bytes. */
  readonly mostBytes: number;
  /** Memory that a workgroup shares, in bytes. */
  readonly workgroupBytes: number;
}

const LOADER = 'libvulkan.so.1';
/** Where the loader looks for drivers. */
const DRIVER_FOLDERS = [
  '/etc/vulkan/icd.d',
  '/usr/local/share/vulkan/icd.d',
  '/usr/share/vulkan/icd.d',
];
/** Where containers find the driver of their host, and the loader does not look. */
const HOST_FOLDER = '/usr/local/nvidia/share/vulkan/icd.d';
/** A page is told the time in steps of a tenth of a millisecond; a bench may know better. */
const EXACT_TIMESTAMPS = 'disable-dawn-features=timestamp_quantization';
/** Set by the packed file where it brings the loader (pack.sh). */
const BROUGHT_LOADER = 'LAB_BROUGHT_LOADER';

/**
 * @param open loads a library as Dawn will; what is found is no addon of Node, and says so.
 * @returns whether the Vulkan loader can be found, and in which words.
 */
export function vulkanLoader(
  platform: NodeJS.Platform = process.platform,
  open: (library: string) => void = (library) => process.dlopen({ exports: {} }, library),
  brought = process.env[BROUGHT_LOADER] !== undefined,
): { readonly found: boolean; readonly sentence: string } {
  if (platform === 'darwin' || platform === 'win32') {
    const used = platform === 'darwin' ? 'Metal' : 'Direct3D 12';
    return { found: true, sentence: `Vulkan loader: not needed, WebGPU uses ${used} here.` };
  }
  let trouble = '';
  try {
    open(LOADER);
  } catch (error) {
    trouble = error instanceof Error ? error.message : String(error);
  }
  if (/No such file/.test(trouble)) {
    return {
      found: false,
      sentence: `Vulkan loader: none, so WebGPU cannot reach a card. Install ${LOADER} (Debian, Ubuntu: libvulkan1; Fedora: vulkan-loader).`,
    };
  }
  return {
    found: true,
    sentence: brought
      ? 'Vulkan loader: none here; the one that was packed is used.'
      : `Vulkan loader: ${LOADER}.`,
  };
}

/** Descriptions of drivers in these folders. */
const driversIn = (folders: readonly string[]): readonly string[] =>
  folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.json'));

/** Tells the loader of the host's driver, where a container has no other and nobody named one. */
function nameHostDriver(): void {
  if (process.env['VK_DRIVER_FILES'] ?? process.env['VK_ICD_FILENAMES']) return;
  const host = driversIn([HOST_FOLDER]);
  if (host.length === 0 || driversIn(DRIVER_FOLDERS).length > 0) return;
  process.env['VK_DRIVER_FILES'] = host.join(delimiter);
}

/** The adapter that the lab would take, or null. Software is told from hardware as the lab tells them. */
export async function findAdapter(): Promise<AdapterHere | null> {
  nameHostDriver();
  if (!globalThis.navigator?.gpu) await provideWebGpu([EXACT_TIMESTAMPS]);
  const adapter = await globalThis.navigator?.gpu?.requestAdapter({
    powerPreference: 'high-performance',
  });
  if (!adapter) return null;
  const { info, features, limits } = adapter;
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    device: info.device,
    description: info.description,
    isSoftware: isSoftware(info),
    features: [...features].sort(),
    mostBytes: limits.maxStorageBufferBindingSize,
    workgroupBytes: limits.maxComputeWorkgroupStorageSize,
  };
}

/** The adapter in words: all names it has, and where it is no card. */
export function adapterText({ vendor, architecture, device, description }: AdapterHere): string {
  return [vendor, architecture, device, description].filter(Boolean).join(', ') || 'without a name';
}

export function adapterSentence(adapter: AdapterHere | null): string {
  if (!adapter) {
    return 'WebGPU: no adapter. Its driver must be there (on NVIDIA the Vulkan part of it, nvidia_icd.json); VK_DRIVER_FILES may name its file.';
  }
  const { isSoftware: inSoftware } = adapter;
  return `WebGPU: ${adapterText(adapter)}${inSoftware ? '; this is software, whose times say nothing of a card' : ''}.`;
}

export function torchSentence(torch: TorchHere | null): string {
  if (!torch) {
    return `PyTorch: none in ${pythons().join(' or ')}. PYTHON may name a Python that has it.`;
  }
  const { python, version, cuda } = torch;
  return cuda
    ? `PyTorch: ${version} in ${python}, CUDA ${cuda.version} on ${cuda.card}.`
    : `PyTorch: ${version} in ${python}, without CUDA; what a card does is not compared.`;
}
