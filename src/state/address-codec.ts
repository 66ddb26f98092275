/**
 * The experiment as the page's address carries it: `#s=` and the settings that differ from the
 * defaults, `?backend=` and a back end's name, `?engine=` and whose kernels, `?storage=` and how activations are kept, `?view=projector`. Whatever stands there is untrusted: it is parsed as
 * JSON, validated, and refused by name.
 */
import {
  DEFAULT_DATA,
  defaultSettings,
  settingsFrom,
  startingSettings,
  type WholeSettings,
} from '../data/starting-settings';
import {
  BACKEND_NAMES,
  backendNamed,
  type DeviceWish,
  ENGINE_NAMES,
  engineNamed,
  STORAGE_NAMES,
  storageNamed,
} from '../protocol/backends';
import { type Failure, show, toFailure } from '../protocol/failure';
import { keyOf, settingsKey } from '../protocol/same-settings';
import {
  parseSettings,
  type Settings,
  SettingsError,
  type SettingsInput,
} from '../protocol/settings';
import { changesFrom } from '../protocol/settings-overlay';
import { fragmentPart } from './fragment-part';
import { HOME, type RoomId, roomOf, VIEWS, type ViewId } from './views';

/** What an address asks for; `failed` says what of it could not be used. */
export interface AddressReading<T> {
  readonly value: T;
  readonly failed: Failure | null;
}

/** The fragment for these settings, `#s=...`, or an empty text for the default experiment. */
export function writeFragment(settings: Settings): string {
  const base = parseSettings(startingSettings(settings.data));
  const changes = changesFrom(settings, base);
  const isDefaultData = keyOf(settings.data) === keyOf(DEFAULT_DATA);
  const value: SettingsInput = isDefaultData ? changes : { data: settings.data, ...changes };
  // what was taken away of the start is in no change
  const isTold = settingsKey(settingsFrom(value)) === settingsKey(settings);
  if (isTold && Object.keys(value).length === 0) return '';
  const whole: WholeSettings = { ...settings, whole: true };
  return `#s=${encodeURIComponent(JSON.stringify(isTold ? value : whole))}`;
}

/** Reads the settings of a fragment; the default experiment, with the reason, where they cannot be used. */
export function readFragment(fragment: string): AddressReading<Settings> {
  const encoded = fragmentPart(fragment, 's');
  if (!encoded) return { value: defaultSettings(), failed: null };
  try {
    return { value: settingsFrom(decode(encoded)), failed: null };
  } catch (error) {
    const failed = toFailure(error);
    return {
      value: defaultSettings(),
      failed: {
        code: failed.code,
        message: `The address asks for something this lab cannot do: ${failed.message}`,
        hint: 'The default experiment is ready instead. Correct the address, or go on with this one.',
      },
    };
  }
}

/** Percent-encoded JSON is what the lab writes; base64url JSON is what some scripts prefer. */
function decode(encoded: string): unknown {
  const attempts = [() => encoded, () => fromBase64Url(encoded)];
  for (const attempt of attempts) {
    try {
      return JSON.parse(attempt());
    } catch {
      // the next way of writing is tried; the sentence below stands for both
    }
  }
  throw new SettingsError(
    'settings',
    'What follows #s= cannot be read as settings; part of the address may be missing.',
  );
}

function fromBase64Url(encoded: string): string {
  const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
}

/** What can be asked of the device, each with what is taken where the address asks for what there is not. */
const DEVICE_WORDS = [
  {
    name: 'backend',
    known: BACKEND_NAMES,
    instead: 'The lab chooses the best back end of this browser instead.',
  },
  { name: 'engine', known: ENGINE_NAMES, instead: 'The lab’s own kernels train instead.' },
  { name: 'storage', known: STORAGE_NAMES, instead: 'Numbers are kept in full instead.' },
] as const;

/** Reads `?backend=`, `?engine=` and `?storage=`; without them the lab chooses, and its own kernels train, in full. */
export function readDevice(search: string): AddressReading<DeviceWish> {
  const words = new URLSearchParams(search);
  const asked = (name: string) => words.get(name) ?? '';
  const wrong = DEVICE_WORDS.find(
    ({ name, known }) => words.has(name) && !known.some((each) => each === asked(name)),
  );
  const engine = engineNamed(asked('engine'));
  const storage = storageNamed(asked('storage'));
  return {
    value: {
      backend: backendNamed(asked('backend')) ?? null,
      ...(engine && { engine }),
      ...(storage && { storage }),
    },
    failed: wrong
      ? {
          code: 'settings-invalid',
          message: `${wrong.name} is ${show(asked(wrong.name))} in the address; it must be one of ${wrong.known.join(', ')}.`,
          hint: wrong.instead,
        }
      : null,
  };
}

/** Reads `?view=`; null where there is none, and for any other word, by which nothing is lost. */
export function readView(search: string): ViewId | null {
  const asked = new URLSearchParams(search).get('view');
  return VIEWS.find(({ id }) => id === asked)?.id ?? null;
}

/** Whether a fragment carries settings, readable or not. */
const hasSettings = (fragment: string): boolean => fragmentPart(fragment, 's') !== null;

/**
 * How the page begins: as its address says, else as it was left last, else on the stage. A view that is no room, as
 * the projector, looks at the room that the rest of the address or the last visit says.
 * @param namesScene whether the fragment names a scene; settings beside it count for nothing.
 * @param left the room that was chosen last; null where that is not known.
 */
export function readOpening(
  { search, hash }: Pick<Location, 'search' | 'hash'>,
  namesScene: boolean,
  left: RoomId | null,
): { readonly view: ViewId; readonly room: RoomId } {
  const asked = readView(search);
  const byFragment = namesScene ? 'stage' : hasSettings(hash) ? 'lab' : null;
  const room = (asked && roomOf(asked)) ?? byFragment ?? left ?? HOME.id;
  return { view: asked ?? room, room };
}

/** The search part of the address with this view; all else in it stays. */
export function writeView(search: string, view: ViewId): string {
  const query = new URLSearchParams(search);
  if (view === HOME.id) query.delete('view');
  else query.set('view', view);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
