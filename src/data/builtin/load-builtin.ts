/**
 * The door to the built-in sets: finds the entry, reads its files and hands them to whoever makes a data
 * set of them. How a file is read is the caller's business, so that it works in a page, a worker and
 * Node. Imports the protocol and this folder only.
 */
import type { DataSet } from '../../protocol/data-set';
import { show } from '../../protocol/failure';
import { type Settings, SettingsError } from '../../protocol/settings';
import { assetUnreadable } from './asset-error';
import { BUILTIN_SETS } from './builtin-sets';
import { parseSpeech } from './speech-asset';
import { speechDataSet } from './speech-data-set';
import { parseTable } from './table-asset';
import { tableDataSet } from './table-data-set';

/** Reads a file of the lab's own; `path` is relative to the folder the page is served from. */
export type ReadAsset = (path: string) => Promise<ArrayBuffer>;

/**
 * Loads one built-in set.
 * @param settings `split` and `seed` decide which samples train and which test, and all that is drawn.
 * @throws SettingsError when there is no such set; DataError when its files cannot be read or used.
 */
export async function loadBuiltin(
  id: string,
  readAsset: ReadAsset,
  settings: Settings,
): Promise<DataSet> {
  const set = BUILTIN_SETS.find((each) => each.id === id);
  if (!set) {
    throw new SettingsError(
      'data.id',
      `data.id is ${show(id)}; the built-in data sets are ${BUILTIN_SETS.map((each) => each.id).join(', ')}.`,
    );
  }
  const read = async (path: string) => {
    try {
      return await readAsset(path);
    } catch (error) {
      throw assetUnreadable(path, error);
    }
  };
  if (set.kind === 'table') {
    return tableDataSet(set, parseTable(await read(set.path), set.path), settings);
  }
  const { path, spectrograms } = set.speech;
  const [table, voices, numbers] = await Promise.all([set.path, path, spectrograms].map(read));
  return speechDataSet(
    set,
    parseTable(table as ArrayBuffer, set.path),
    parseSpeech(voices as ArrayBuffer, numbers as ArrayBuffer, path, spectrograms),
    settings,
  );
}
