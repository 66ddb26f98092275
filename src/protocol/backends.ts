/**
 * What nets can train on. A person chooses a back end and whose kernels it runs; what then runs, a variant, is named in
 * every run, since two variants of one back end give the same numbers up to rounding only.
 */

/** The back ends that can be asked for, best first. */
export const BACKEND_NAMES = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKEND_NAMES)[number];

/** Whose kernels: the lab's own, or those of tfjs, the second opinion. */
export const ENGINE_NAMES = ['lab', 'tfjs'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** How what a deep encoder's layers hand on lies in memory: in full, or in half precision, which only our WebGPU kernels have. */
export const STORAGE_NAMES = ['f32', 'f16'] as const;
export type StorageName = (typeof STORAGE_NAMES)[number];

/**
 * What is asked of a lab: a back end, the best where it is null, and an engine, the lab's own where it is not said, and a
 * storage, in full where it is not said.
 */
export interface DeviceWish {
  readonly backend: BackendName | null;
  readonly engine?: EngineName;
  readonly storage?: StorageName;
}

/** The same where it must be this back end. */
export interface DeviceAsked extends DeviceWish {
  readonly backend: BackendName;
}

interface Variant {
  readonly backend: BackendName;
  readonly engine: EngineName;
  readonly storage: StorageName;
  readonly label: string;
  /** One plain sentence. */
  readonly explanation: string;
  /** Whether its adapters have names of their own ("Apple M2"); others are named after the label. */
  readonly namesAdapter: boolean;
}

/** What can run, best first, under the names that runs carry. */
export const VARIANTS = {
  'webgpu-f16': {
    backend: 'webgpu',
    engine: 'lab',
    storage: 'f16',
    label: 'WebGPU, f16',
    explanation:
      'The networks train on this computer’s graphics device. What a ResNet-18’s layers hand on is kept in half precision, so its numbers differ.',
    namesAdapter: true,
  },
  webgpu: {
    backend: 'webgpu',
    engine: 'lab',
    storage: 'f32',
    label: 'WebGPU',
    explanation: 'The networks train on this computer’s graphics device.',
    namesAdapter: true,
  },
  'webgpu (tfjs)': {
    backend: 'webgpu',
    engine: 'tfjs',
    storage: 'f32',
    label: 'WebGPU (tfjs)',
    explanation:
      'The networks train on this computer’s graphics device with the operations of TensorFlow.js, a second opinion on the lab’s own: slower, with the same results up to rounding.',
    namesAdapter: true,
  },
  'wasm-relaxed-simd': {
    backend: 'wasm',
    engine: 'lab',
    storage: 'f32',
    label: 'WebAssembly, relaxed SIMD',
    explanation:
      'The networks train on this computer’s processor, in WebAssembly. Multiplying and adding are one instruction here, so the last digits differ from those of a browser without it.',
    namesAdapter: false,
  },
  wasm: {
    backend: 'wasm',
    engine: 'lab',
    storage: 'f32',
    label: 'WebAssembly, SIMD',
    explanation: 'The networks train on this computer’s processor, in WebAssembly.',
    namesAdapter: false,
  },
  'wasm (tfjs)': {
    backend: 'wasm',
    engine: 'tfjs',
    storage: 'f32',
    label: 'WebAssembly (tfjs)',
    explanation:
      'The networks train on this computer’s processor, in the WebAssembly of TensorFlow.js, a second opinion on the lab’s own: slower, with the same results up to rounding.',
    namesAdapter: false,
  },
  cpu: {
    backend: 'cpu',
    engine: 'tfjs',
    storage: 'f32',
    label: 'JavaScript',
    explanation:
      'The networks train on this computer’s processor, in plain JavaScript: the slowest way, with the same results.',
    namesAdapter: false,
  },
} as const satisfies Readonly<Record<string, Variant>>;

export type VariantName = keyof typeof VARIANTS;

/** Their names, best first. */
export const VARIANT_NAMES = Object.keys(VARIANTS) as readonly VariantName[];

/** The back end of this name; undefined where there is none. */
export const backendNamed = (name: string): BackendName | undefined =>
  BACKEND_NAMES.find((each) => each === name);

/** The engine of this name; undefined where there is none. */
export const engineNamed = (name: string): EngineName | undefined =>
  ENGINE_NAMES.find((each) => each === name);

/** The storage of this name; undefined where there is none. */
export const storageNamed = (name: string): StorageName | undefined =>
  STORAGE_NAMES.find((each) => each === name);

/** The variant of this name, as runs carry it; undefined where there is none. */
export const variantNamed = (name: string): VariantName | undefined =>
  VARIANT_NAMES.find((each) => each === name);
