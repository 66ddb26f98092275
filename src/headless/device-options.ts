/** What trains, as the options of a command say it. */
import {
  BACKEND_NAMES,
  backendNamed,
  type DeviceAsked,
  ENGINE_NAMES,
  engineNamed,
  STORAGE_NAMES,
  storageNamed,
} from '../protocol/backends';
import { SettingsError } from '../protocol/settings';

/** Options of every command that trains. */
export const DEVICE_OPTIONS = {
  backend: { type: 'string' },
  engine: { type: 'string' },
  storage: { type: 'string' },
} as const;

type Words = Readonly<Partial<Record<keyof typeof DEVICE_OPTIONS, string | undefined>>>;

/** @throws SettingsError where there is none of that name. */
function known<Name extends string>(
  option: string,
  word: string,
  named: (word: string) => Name | undefined,
  names: readonly Name[],
): Name {
  const name = named(word);
  if (name) return name;
  throw new SettingsError(option, `${option} is ${word}; it must be one of ${names.join(', ')}.`);
}

/** @throws SettingsError for a name that there is not, and for names that do not go together. */
export function deviceAsked({
  backend: place = 'wasm',
  engine: whose = 'lab',
  storage: kept = 'f32',
}: Words): Required<DeviceAsked> {
  const backend = known('--backend', place, backendNamed, BACKEND_NAMES);
  const engine = known('--engine', whose, engineNamed, ENGINE_NAMES);
  const storage = known('--storage', kept, storageNamed, STORAGE_NAMES);
  if (storage === 'f16' && (backend !== 'webgpu' || engine !== 'lab')) {
    throw new SettingsError(
      '--storage',
      `--storage is f16, which only the lab's own kernels on WebGPU have; the back end is ${backend} with the engine ${engine}.`,
      'Add --backend webgpu and leave --engine out, or leave --storage out.',
    );
  }
  return { backend, engine, storage };
}
