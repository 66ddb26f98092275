/** The headless command's arguments, turned into settings and a back end. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { presetSettings } from '../data/presets';
import { type DataReference, dataNamedBy, withChanges } from '../data/starting-settings';
import { BACKEND_NAMES, type BackendName, backendNamed } from '../protocol/backends';
import {
  parseSettings,
  type Settings,
  SettingsError,
  type SettingsInput,
} from '../protocol/settings';
import { mergeSettings, parseValue, withPath } from '../protocol/settings-paths';
import { OPTIONS } from './usage';

/** What the command line asks for. */
export interface Arguments {
  readonly help: boolean;
  readonly settings: Settings;
  readonly backend: BackendName;
  /** File or folder to train on; null where the settings name the data. */
  readonly path: string | null;
}

async function readSettingsFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new SettingsError('--settings', `--settings is ${path}; there is no such file to read.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError('--settings', `${path} is not JSON: ${(error as Error).message}`);
  }
}

function backendOf(name: string): BackendName {
  const backend = backendNamed(name);
  if (backend) return backend;
  throw new SettingsError(
    '--backend',
    `--backend is ${name}; it must be one of ${BACKEND_NAMES.join(', ')}.`,
  );
}

/** The data that the command line names, whatever a settings file says; null where it names none. */
function namedData(data: string | undefined, preset: string | undefined): DataReference | null {
  if (data !== undefined) {
    return isBuiltin(data)
      ? { source: 'builtin', id: data }
      : { source: 'files', id: basename(resolve(data)).slice(0, 200) };
  }
  if (preset === undefined) return null;
  const { data: named } = presetSettings(preset);
  return dataNamedBy({ data: named });
}

/** The race that was asked for, each run with the knobs that are given for it already. */
function withRuns(settings: SettingsInput, list: string): SettingsInput {
  const given = settings.methods ?? {};
  const names = list.split(',').map((name) => name.trim());
  return {
    ...settings,
    methods: Object.fromEntries(names.map((name) => [name, given[name] ?? {}])),
  };
}

/** @param assignment PATH=VALUE */
function withAssignment(settings: SettingsInput, assignment: string): SettingsInput {
  const at = assignment.indexOf('=');
  if (at < 1) {
    throw new SettingsError(
      '--set',
      `--set is ${assignment}; it must be PATH=VALUE, such as optimizer.learningRate=0.01.`,
    );
  }
  return withPath(settings, assignment.slice(0, at), parseValue(assignment.slice(at + 1)));
}

/**
 * @param argv the words after the command.
 * @throws SettingsError for an unknown option, an unreadable file or a value out of range.
 */
export async function parseArguments(argv: readonly string[]): Promise<Arguments> {
  const { values } = options(argv);
  const backend = backendOf(values.backend ?? 'wasm');
  const changes = values.settings === undefined ? {} : await readSettingsFile(values.settings);
  const data = namedData(values.data, values.preset);
  let settings = withChanges(changes, data ?? dataNamedBy(changes));
  if (values.methods !== undefined) settings = withRuns(settings, values.methods);
  if (values.seed !== undefined) settings = withPath(settings, 'seed', parseValue(values.seed));
  for (const assignment of values.set ?? []) settings = withAssignment(settings, assignment);
  if (values.data !== undefined && data) {
    // a settings file may speak of other data; what was named here is what to train on
    settings = mergeSettings(settings, { data: { source: data.source, id: data.id } });
  }
  const path = data?.source === 'files' && values.data !== undefined ? values.data : null;
  return { help: values.help ?? false, settings: parseSettings(settings), backend, path };
}

const isBuiltin = (name: string): boolean => BUILTIN_SETS.some(({ id }) => id === name);

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
    throw new SettingsError('arguments', (error as Error).message, OPTIONS);
  }
}
