/** The headless command's arguments, turned into settings and a back end. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BUILTIN_SETS, builtinSettings } from '../data/builtin/builtin-sets';
import { formatsInWords } from '../data/import/guide';
import { FORMATS } from '../data/import/readers';
import { presetSettings } from '../data/presets';
import type { BackendName } from '../protocol/messages';
import {
  parseSettings,
  type Settings,
  SettingsError,
  type SettingsInput,
} from '../protocol/settings';
import { mergeSettings, parseValue, withPath } from '../protocol/settings-paths';

export const USAGE = `npm run --silent headless -- [options]
  --preset ID            a preset of the generator (default sound-starves)
  --methods A,B,...      the race (default joint,di-mml); a method may run several times: di-mml,di-mml@no-duc
  --seed N               (default 1)
  --backend NAME         wasm (default), cpu or webgpu
  --set PATH=VALUE       one setting; may be repeated
  --data NAME            a built-in data set (${BUILTIN_SETS.map(({ id }) => id).join(', ')}), or a file or folder:
                         ${formatsInWords(FORMATS.readers, 'anywhere')}.
                         What it should make of them, guessed where not set:
                           --set data.label=COLUMN
                           --set 'data.modalities.NAME=["COLUMN", "FIRST..LAST", "BEGINNING*", "FILE"]'
                           --set data.split=COLUMN, --set data.group=COLUMN (none ignores one that is there)
                           --set data.holdOut=VALUE of the group column, for the test
                           --set data.pairing=redraw, --set data.imageSize=28, --set data.colour=true
                           --set data.sound.seconds=3, .bands, .frames, .windowMs, .rateHz, .spectrogram=published
                         samples.train, .validation and .test are upper limits, split.* the shares.
  --settings FILE.json   settings to start from
Events go to stdout, one JSON object a line; everything else goes to stderr.`;

/** What the command line asks for. */
export interface Arguments {
  readonly help: boolean;
  readonly settings: Settings;
  readonly backend: BackendName;
  /** File or folder to train on; null where the settings name the data. */
  readonly path: string | null;
}

const BACKENDS: readonly BackendName[] = ['wasm', 'cpu', 'webgpu'];

async function readSettingsFile(path: string): Promise<SettingsInput> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new SettingsError('--settings', `--settings is ${path}; there is no such file to read.`);
  }
  try {
    return JSON.parse(text) as SettingsInput;
  } catch (error) {
    throw new SettingsError('--settings', `${path} is not JSON: ${(error as Error).message}`);
  }
}

/**
 * @param argv the words after the command.
 * @throws SettingsError for an unknown option, an unreadable file or a value out of range.
 */
export async function parseArguments(argv: readonly string[]): Promise<Arguments> {
  const { values } = options(argv);
  const backend = (values.backend ?? 'wasm') as BackendName;
  if (!BACKENDS.includes(backend)) {
    throw new SettingsError(
      '--backend',
      `--backend is ${backend}; it must be one of ${BACKENDS.join(', ')}.`,
    );
  }
  let settings = presetSettings(values.preset ?? 'sound-starves');
  if (values.data !== undefined) {
    settings = isBuiltin(values.data) ? builtinSettings(values.data) : filesSettings(values.data);
  }
  if (values.settings !== undefined) {
    settings = mergeSettings(settings, await readSettingsFile(values.settings));
  }
  if (values.methods !== undefined) {
    const given = settings.methods ?? {};
    const names = values.methods.split(',').map((name) => name.trim());
    settings = {
      ...settings,
      methods: Object.fromEntries(names.map((name) => [name, given[name] ?? {}])),
    };
  }
  if (values.seed !== undefined) settings = withPath(settings, 'seed', parseValue(values.seed));
  for (const assignment of values.set ?? []) {
    const at = assignment.indexOf('=');
    if (at < 1) {
      throw new SettingsError(
        '--set',
        `--set is ${assignment}; it must be PATH=VALUE, such as optimizer.learningRate=0.01.`,
      );
    }
    settings = withPath(settings, assignment.slice(0, at), parseValue(assignment.slice(at + 1)));
  }
  const path = values.data !== undefined && !isBuiltin(values.data) ? values.data : null;
  if (path !== null) {
    // a settings file may speak of other data; the files that were named are the ones to train on
    settings = mergeSettings(settings, { data: filesSettings(path).data });
  }
  return { help: values.help ?? false, settings: parseSettings(settings), backend, path };
}

const isBuiltin = (name: string): boolean => BUILTIN_SETS.some(({ id }) => id === name);

/** Of files everything is used unless `samples` says otherwise; its own defaults are the generator's sizes. */
function filesSettings(path: string) {
  return {
    data: { source: 'files', id: basename(resolve(path)).slice(0, 200) },
    samples: { train: 100_000, validation: 100_000, test: 100_000 },
  } satisfies SettingsInput;
}

function options(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        preset: { type: 'string' },
        methods: { type: 'string' },
        seed: { type: 'string' },
        backend: { type: 'string' },
        set: { type: 'string', multiple: true },
        data: { type: 'string' },
        settings: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new SettingsError('arguments', `${(error as Error).message}`, USAGE);
  }
}
