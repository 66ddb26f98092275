/** The back ends that nets can train on, best first, and what people are told of each. */

interface Backend {
  readonly label: string;
  /** One plain sentence. */
  readonly explanation: string;
}

export const BACKENDS = {
  webgpu: {
    label: 'WebGPU',
    explanation: 'The networks train on this computer’s graphics device.',
  },
  wasm: {
    label: 'WebAssembly',
    explanation: 'The networks train on this computer’s processor, in WebAssembly.',
  },
  cpu: {
    label: 'JavaScript',
    explanation:
      'The networks train on this computer’s processor, in plain JavaScript: the slowest way, with the same results.',
  },
} as const satisfies Readonly<Record<string, Backend>>;

export type BackendName = keyof typeof BACKENDS;

/** Their names, best first. */
export const BACKEND_NAMES = Object.keys(BACKENDS) as readonly BackendName[];

/** The back end of this name; undefined where there is none. */
export const backendNamed = (name: string): BackendName | undefined =>
  BACKEND_NAMES.find((each) => each === name);
