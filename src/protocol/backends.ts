/** The back ends that nets can train on, best first, and what people are told of each. */

interface Backend {
  readonly label: string;
  /** One plain sentence. */
  readonly explanation: string;
  /** Whether its adapters have names of their own ("Apple M2"); others are named after the label. */
  readonly namesAdapter: boolean;
}

export const BACKENDS = {
  webgpu: {
    label: 'WebGPU',
    explanation: 'The networks train on this computer’s graphics device.',
    namesAdapter: true,
  },
  wasm: {
    label: 'WebAssembly',
    explanation: 'The networks train on this computer’s processor, in WebAssembly.',
    namesAdapter: false,
  },
  cpu: {
    label: 'JavaScript',
    explanation:
      'The networks train on this computer’s processor, in plain JavaScript: the slowest way, with the same results.',
    namesAdapter: false,
  },
} as const satisfies Readonly<Record<string, Backend>>;

export type BackendName = keyof typeof BACKENDS;

/** Their names, best first. */
export const BACKEND_NAMES = Object.keys(BACKENDS) as readonly BackendName[];

/** The back end of this name; undefined where there is none. */
export const backendNamed = (name: string): BackendName | undefined =>
  BACKEND_NAMES.find((each) => each === name);
