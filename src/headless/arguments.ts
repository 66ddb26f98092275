/** The command line of a race, of one seed or of several, turned into settings and a back end. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { PUBLISHED_PRESET } from '../data/import/published/published-settings';
import { presetSettings } from '../data/presets';
import { type DataReference, dataNamedBy, withChanges } from '../data/starting-settings';
import type { DeviceAsked } from '../protocol/backends';
import { DEFAULT_RACE } from '../protocol/default-race';
import {
  parseSettings,
  runNames,
  type Settings,
  SettingsError,
  type SettingsInput,
} from '../protocol/settings';
import { mergeSettings, parseValue, withPath } from '../protocol/settings-paths';
import { MOST_FOLDS } from '../protocol/training-knobs';
import { jobsOf, nameOfFiles, optionsOf, wholeNumber } from './command-line';
import { DEVICE_OPTIONS, deviceAsked } from './device-options';
import { labNotesAt } from './lab-notes-at';
import { publishedAt } from './published-at';
import type { Differing } from './seeds/differing';
import { parseSeeds } from './seeds/seed-list';
import { leavesValidation } from './set-aside';
import { OPTIONS } from './usage';
import { type Written, writtenOf } from './written/written';

/** Several seeds, or all folds, of one race. */
export interface SeveralAsked {
  readonly by: Differing;
  /** The seeds, or the folds from 1. */
  readonly numbers: readonly number[];
  readonly jobs: number;
  /** The run that the others are compared with. */
  readonly baseline: string;
}

/** What the command line asks for. */
export interface Arguments {
  readonly help: boolean;
  readonly settings: Settings;
  readonly device: DeviceAsked;
  /** Files and folders to train on; none where the settings name the data. */
  readonly paths: readonly string[];
  /** Whether the number of epochs is left to the size of these files. */
  readonly proposesEpochs: boolean;
  /** Whether nobody has said how many samples are set aside for validation. */
  readonly leavesValidation: boolean;
  /** Whether to say what the files mean, and train nothing. */
  readonly describe: boolean;
  /** Threads that train the runs of one race; several seeds have their own. */
  readonly jobs: number;
  /** What is written beside the events of one race. */
  readonly written: Written;
  /** Null for one race of the settings' own seed and split. */
  readonly several: SeveralAsked | null;
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

/** The data that the command line names, whatever a settings file says; null where it names none. */
function namedData(
  [data, ...more]: readonly string[],
  preset: string | undefined,
): DataReference | null {
  if (data !== undefined) {
    return isBuiltin(data) && more.length === 0
      ? { source: 'builtin', id: data }
      : { source: 'files', id: nameOfFiles(data, more) };
  }
  if (preset === undefined) return null;
  const { data: named } = presetSettings(preset);
  return dataNamedBy({ data: named });
}

const isBuiltin = (name: string): boolean => BUILTIN_SETS.some(({ id }) => id === name);

/**
 * The knobs a run starts from where none are given: a tagged run of the default race means that run; everything else
 * starts from its method's own defaults.
 */
export const knobsOfName = (name: string): Readonly<Record<string, unknown>> =>
  (name.includes('@') && Object.hasOwn(DEFAULT_RACE, name) && DEFAULT_RACE[name]) || {};

/** The race that was asked for, each run with the knobs that are given for it already. */
function withRuns(settings: SettingsInput, list: string): SettingsInput {
  const given = settings.methods ?? {};
  const names = list.split(',').map((name) => name.trim());
  return {
    ...settings,
    methods: Object.fromEntries(names.map((name) => [name, given[name] ?? knobsOfName(name)])),
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
  const { values, positionals } = optionsOf(
    argv,
    {
      preset: { type: 'string' },
      methods: { type: 'string' },
      seed: { type: 'string' },
      seeds: { type: 'string' },
      folds: { type: 'string' },
      jobs: { type: 'string' },
      baseline: { type: 'string' },
      ...DEVICE_OPTIONS,
      set: { type: 'string', multiple: true },
      data: { type: 'string', multiple: true },
      describe: { type: 'boolean' },
      notebook: { type: 'string' },
      model: { type: 'string' },
      'data-out': { type: 'string' },
      settings: { type: 'string' },
      help: { type: 'boolean' },
    },
    OPTIONS,
  );
  if (positionals.length > 0) {
    throw new SettingsError('arguments', `${positionals[0]} belongs to no option.`, `\n${OPTIONS}`);
  }
  const device = deviceAsked(values);
  const paths = values.data ?? [];
  const isPublished = values.preset === PUBLISHED_PRESET;
  const noted = await labNotesAt(paths);
  const given = values.settings === undefined ? {} : await readSettingsFile(values.settings);
  // a file that the lab saved brings its experiment; what is said here changes it
  const brought = isPublished
    ? await publishedAt(paths.some(isBuiltin) ? [] : paths)
    : noted?.settings;
  const changes = brought ? mergeSettings(brought, given as SettingsInput) : given;
  const named = namedData(paths, values.preset);
  const data = noted && named ? { ...named, id: noted.name } : named;
  let asked = withChanges(changes, data ?? dataNamedBy(changes));
  if (values.methods !== undefined) asked = withRuns(asked, values.methods);
  // a knob that is set belongs to a run of the race, and is not the whole race
  else asked = { ...asked, methods: asked.methods ?? DEFAULT_RACE };
  if (values.seed !== undefined) asked = withPath(asked, 'seed', parseValue(values.seed));
  for (const assignment of values.set ?? []) asked = withAssignment(asked, assignment);
  if (values.data !== undefined && data) {
    // a settings file may speak of other data; what was named here is what to train on
    asked = mergeSettings(asked, { data: { source: data.source, id: data.id } });
  }
  const several = severalOf(values);
  const settings = parseSettings(several ? { ...asked, ...firstOf(several) } : asked);
  const opened = data?.source === 'files' ? paths : [];
  return {
    help: values.help ?? false,
    settings,
    device,
    paths: opened,
    proposesEpochs: opened.length > 0 && asked.epochs === undefined,
    leavesValidation: leavesValidation(asked),
    describe: values.describe ?? false,
    written: writtenOf(values, several !== null),
    jobs: jobsOf(values.jobs) ?? 1,
    several: several && { ...several, baseline: baselineOf(values.baseline, settings) },
  };
}

interface SeedOptions {
  readonly seed?: string | undefined;
  readonly seeds?: string | undefined;
  readonly folds?: string | undefined;
  readonly jobs?: string | undefined;
  readonly baseline?: string | undefined;
}

/** What the settings of the first of them have. */
const firstOf = ({ by, numbers }: Pick<SeveralAsked, 'by' | 'numbers'>): SettingsInput =>
  by === 'seed' ? { seed: numbers[0] } : { folds: numbers.length, fold: numbers[0] };

/** @throws SettingsError for a list that is none, and for options that need one. */
function severalOf({
  seed,
  seeds,
  folds,
  jobs,
  baseline,
}: SeedOptions): Omit<SeveralAsked, 'baseline'> | null {
  const threads = jobsOf(jobs) ?? availableParallelism();
  if (folds !== undefined) {
    if (seeds !== undefined) {
      throw new SettingsError(
        '--folds',
        '--folds and --seeds are both given; folds are drawn by one seed, which --seed names.',
      );
    }
    const count = wholeNumber('--folds', folds, 2, MOST_FOLDS);
    const numbers = Array.from({ length: count }, (_, i) => i + 1);
    return { by: 'fold', numbers, jobs: threads };
  }
  if (seeds === undefined) {
    if (baseline === undefined) return null;
    throw new SettingsError(
      '--baseline',
      '--baseline is for several seeds or folds, and neither --seeds nor --folds is given.',
    );
  }
  if (seed !== undefined) {
    throw new SettingsError('--seed', '--seed and --seeds are both given; one of them is enough.');
  }
  return { by: 'seed', numbers: parseSeeds(seeds, '--seeds'), jobs: threads };
}

/** @throws SettingsError where the race has no such run. */
function baselineOf(name: string | undefined, settings: Settings): string {
  const names = runNames(settings);
  if (name === undefined) return names[0] as string;
  if (names.includes(name)) return name;
  throw new SettingsError(
    '--baseline',
    `--baseline is ${name}; it must be one of the runs: ${names.join(', ')}.`,
  );
}
