/** What the command writes of a race before it trains: the notebook, and data that must lie beside it. */
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openDataSet } from '../../data/open';
import { writeNotebook } from '../../notebook/write-notebook';
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSet } from '../../protocol/data-set';
import { type Settings, SettingsError } from '../../protocol/settings';
import type { Written } from '../arguments';
import { readAsset } from '../lab/assets';

/** A race that is to be written down. */
interface Race {
  readonly settings: Settings;
  /** A person's files, read; null where the settings name the data. */
  readonly dataSet: DataSet | null;
  readonly catalogue: Catalogue;
}

/** @throws SettingsError for what cannot be written, or not there. */
export async function writeBefore({ notebook }: Written, race: Race): Promise<void> {
  if (notebook === undefined) return;
  const { settings, catalogue } = race;
  const dataSet = race.dataSet ?? (await openDataSet(settings, readAsset));
  const name = basename(notebook, '.ipynb');
  const { text, file, sentences } = await writeNotebook({ settings, catalogue, dataSet, name });
  await write('--notebook', notebook, text);
  if (file) await write('--notebook', join(dirname(notebook), file.name), file.bytes);
  for (const sentence of sentences) console.error(sentence);
}

/** @throws SettingsError naming the option where the file cannot be written. */
async function write(option: string, path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new SettingsError(
      option,
      `${path} cannot be written: ${(error as Error).message}.`,
      'Name a file in a folder that exists.',
    );
  }
}
