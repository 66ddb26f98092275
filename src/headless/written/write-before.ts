/** What the command writes of a race before it trains: the notebook, and data that must lie beside it. */
import { basename, dirname, join } from 'node:path';
import { openDataSet } from '../../data/open';
import { dataNpz } from '../../files/data-npz';
import { writeNotebook } from '../../notebook/write-notebook';
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSet } from '../../protocol/data-set';
import type { Settings } from '../../protocol/settings';
import { readAsset } from '../lab/assets';
import { writeAsked } from './write-asked';
import type { Written } from './written';

/** A race that is to be written down. */
interface Race {
  readonly settings: Settings;
  /** A person's files, read; null where the settings name the data. */
  readonly dataSet: DataSet | null;
  readonly catalogue: Catalogue;
}

/** @throws SettingsError for what cannot be written, or not there. */
export async function writeBefore(written: Written, race: Race): Promise<void> {
  const { notebook, 'data-out': dataOut } = written;
  if (notebook === undefined && dataOut === undefined) return;
  const { settings, catalogue } = race;
  const dataSet = race.dataSet ?? (await openDataSet(settings, readAsset));
  if (dataOut !== undefined) await writeAsked('--data-out', dataOut, await dataNpz(dataSet));
  if (notebook === undefined) return;
  const name = basename(notebook, '.ipynb');
  const { text, file, sentences } = await writeNotebook({ settings, catalogue, dataSet, name });
  await writeAsked('--notebook', notebook, text);
  if (file) await writeAsked('--notebook', join(dirname(notebook), file.name), file.bytes);
  for (const sentence of sentences) console.error(sentence);
}
