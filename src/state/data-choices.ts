/** The data sets a person can choose on the page. */
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { type Thumbnail, thumbnails } from '../data/page/thumbnails';
import { PRESETS } from '../data/presets';
import { type DataReference, startingSettings } from '../data/starting-settings';
import { parseSettings, type Settings } from '../protocol/settings';
import { changesFrom } from '../protocol/settings-overlay';

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

/** One sample of each of the lab's own data sets, by the set's id; `generator` stands for all presets. */
export const THUMBNAILS: ReadonlyMap<string, Thumbnail> = new Map(
  thumbnails().map((thumbnail) => [thumbnail.id, thumbnail]),
);

/** The choice that a reference names, if it is still on offer. */
export function choiceOf(data: DataReference): DataChoice | undefined {
  if (data.source === 'files') return undefined;
  const list = data.source === 'generator' ? GENERATOR_CHOICES : BUILTIN_CHOICES;
  return list.find((choice) => choice.id === data.id);
}

/** Whether the data are no longer those the preset started from. */
export function hasChangedData(settings: Settings): boolean {
  const changes = changesFrom(settings, parseSettings(startingSettings(settings.data)));
  return Boolean(changes.generator ?? changes.samples ?? changes.split);
}
