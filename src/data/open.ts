/**
 * One door to every data set that settings can name. Works in the page, in a worker and in Node; files
 * of the user's own come in elsewhere, for settings cannot carry them. Imports the protocol and this
 * room only.
 */
import type { DataSet } from '../protocol/data-set';
import type { Settings } from '../protocol/settings';
import { loadBuiltin, type ReadAsset } from './builtin/load-builtin';
import { checkDataSet } from './check';
import { DataError } from './data-error';
import { generateDataSet } from './generator/generate';

export type { ReadAsset };

/**
 * Makes or loads the data set that the settings name, checked.
 * @param readAsset reads a file of the lab's own, for the built-in sets.
 * @throws SettingsError for an unknown built-in set; DataError for data that cannot be used, and
 * (`files-needed`) where the settings speak of files that only a person can open.
 */
export async function openDataSet(settings: Settings, readAsset: ReadAsset): Promise<DataSet> {
  const dataSet = await make(settings, readAsset);
  checkDataSet(dataSet);
  return dataSet;
}

async function make(settings: Settings, readAsset: ReadAsset): Promise<DataSet> {
  const { source, id } = settings.data;
  switch (source) {
    case 'generator':
      return generateDataSet(settings);
    case 'builtin':
      return loadBuiltin(id, readAsset, settings);
    case 'files':
      throw new DataError(
        'files-needed',
        `These settings use the files "${id}" of this computer, which the lab cannot open by itself.`,
        'Open the files again, or choose another data set.',
      );
  }
}

/**
 * A text that two settings share exactly when their data sets are the same.
 * Knobs without effect on the data (the vector's while it is off, sample counts of a real set) are left out.
 */
export function dataKey(settings: Settings): string {
  const { data, seed, samples, split, generator } = settings;
  const parts: unknown[] = [data.source, data.id, seed];
  if (data.source === 'generator') {
    const { classes, labelNoise, failureOverlap, synergy, picture, sound, vector } = generator;
    parts.push(
      samples,
      { classes, labelNoise, failureOverlap, synergy },
      { ...picture, failTest: picture.failTest ?? picture.fail },
      { ...sound, failTest: sound.failTest ?? sound.fail },
      vector.enabled ? vector : null,
    );
  } else {
    parts.push(split);
  }
  return JSON.stringify(parts, sortedKeys);
}

/** For `JSON.stringify`: objects with their keys in order, so that the writing order does not matter. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
