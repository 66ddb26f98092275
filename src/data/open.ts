/**
 * One door to every data set that settings can name. Works in the page, in a worker and in Node; files
 * of the user's own come in elsewhere, for settings cannot carry them. Imports the protocol and this
 * room only.
 */
import type { DataSet } from '../protocol/data-set';
import type { Settings } from '../protocol/settings';
import type { ReadAsset } from './builtin/load-builtin';
import { checkDataSet } from './check';
import { DataError } from './data-error';
import { generateDataSet } from './generator/generate';
import { withoutTaken } from './missing';

export type { ReadAsset };

/**
 * Makes or loads the data set that the settings name, checked.
 * @param readAsset reads a file of the lab's own, for the built-in sets.
 * @throws SettingsError for an unknown built-in set; DataError for data that cannot be used, and
 * (`files-needed`) where the settings speak of files that only a person can open.
 */
export async function openDataSet(settings: Settings, readAsset: ReadAsset): Promise<DataSet> {
  const dataSet = withoutTaken(await make(settings, readAsset), settings.data, settings.seed);
  checkDataSet(dataSet);
  return dataSet;
}

async function make(settings: Settings, readAsset: ReadAsset): Promise<DataSet> {
  const { source, id } = settings.data;
  switch (source) {
    case 'generator':
      return generateDataSet(settings);
    case 'builtin':
      // its files are fetched too; nobody needs either for the data of an untouched page
      return (await import('./builtin/load-builtin')).loadBuiltin(id, readAsset, settings);
    case 'files':
      throw new DataError(
        'files-needed',
        `These settings use the files "${id}" of this computer, which the lab cannot open by itself.`,
        'Open the files again, or choose another data set.',
      );
  }
}
