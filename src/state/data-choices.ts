/**
 * The data sets a person can choose on the page, and the settings each one starts from.
 * The only file of this room that reads the lists in `data`.
 */
import { BUILTIN_SETS, builtinSettings } from '../data/builtin/builtin-sets';
import { PRESETS, presetSettings } from '../data/presets';
import { show } from '../protocol/failure';
import type { Settings, SettingsInput } from '../protocol/settings';
import { parseSettings, SettingsError } from '../protocol/settings';
import { changesFrom } from './settings-overlay';

export type DataReference = Settings['data'];

/** One data set on offer. */
export interface DataChoice {
  readonly source: 'generator' | 'builtin';
  readonly id: string;
  readonly name: string;
  readonly explanation: string;
  /** Only sets that others made carry a licence line. */
  readonly licence: string | null;
}

/** The generator's presets, in the order the page lists them. */
export const GENERATOR_CHOICES: readonly DataChoice[] = PRESETS.map((preset) => ({
  source: 'generator',
  id: preset.id,
  name: preset.name,
  explanation: preset.explanation,
  licence: null,
}));

/** The real sets that come with the lab. */
export const BUILTIN_CHOICES: readonly DataChoice[] = BUILTIN_SETS.map((set) => ({
  source: 'builtin',
  id: set.id,
  name: set.name,
  explanation: set.explanation,
  licence: set.licence,
}));

/** The choice that a reference names, if it is still on offer. */
export function choiceOf(data: DataReference): DataChoice | undefined {
  if (data.source === 'files') return undefined;
  const list = data.source === 'generator' ? GENERATOR_CHOICES : BUILTIN_CHOICES;
  return list.find((choice) => choice.id === data.id);
}

/** The largest numbers that the settings take. */
const EVERY_SAMPLE = { train: 100_000, validation: 100_000, test: 100_000 } as const;

/**
 * The settings a data set starts from, before anyone changes anything.
 * @throws SettingsError where no such set is on offer.
 */
export function startingSettings(data: DataReference): SettingsInput {
  if (data.source === 'files') {
    // people's files are used as they are: no presets, and no upper limits unless somebody sets them
    return { ...builtinSettings(data.id), data, samples: EVERY_SAMPLE };
  }
  const list = data.source === 'generator' ? GENERATOR_CHOICES : BUILTIN_CHOICES;
  if (!list.some((choice) => choice.id === data.id)) {
    throw new SettingsError(
      'data.id',
      `data.id is ${show(data.id)}; it must be one of ${list.map((choice) => choice.id).join(', ')}.`,
    );
  }
  return data.source === 'generator' ? presetSettings(data.id) : builtinSettings(data.id);
}

/** Whether the data are no longer those the preset started from. */
export function hasChangedData(settings: Settings): boolean {
  const changes = changesFrom(settings, parseSettings(startingSettings(settings.data)));
  return Boolean(changes.generator ?? changes.samples ?? changes.split);
}
