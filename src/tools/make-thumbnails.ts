/** One sample of every data set of the lab, as its card shows it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { openDataSet } from '../data/open';
import { type StoredThumbnail, toLetters } from '../data/page/thumbnails';
import { DEFAULT_DATA, startingSettings } from '../data/starting-settings';
import { summarise } from '../data/summarise';
import { parseSettings, type SettingsInput } from '../protocol/settings';

const PUBLIC = join(import.meta.dirname, '../../public');

const readAsset = async (path: string): Promise<ArrayBuffer> =>
  new Uint8Array(await readFile(join(PUBLIC, path))).buffer;

async function thumbnailOf(
  id: string,
  settings: SettingsInput,
  which: number,
): Promise<StoredThumbnail> {
  const { previews, modalities, counts } = summarise(
    await openDataSet(parseSettings(settings), readAsset),
  );
  const preview = previews[which];
  return {
    id,
    samples: counts.train + counts.validation + counts.test,
    modalities: modalities.map(({ id: modality, name, kind, shape }, m) => ({
      ...{ id: modality, name, kind, shape },
      values: toLetters(preview?.values[m] ?? new Float32Array()),
    })),
  };
}

/** The place among a set's previews whose sample tells most on a card: a two, a three; a square for the generator. */
const WHICH: Readonly<Record<string, number>> = {
  generator: 2,
  'spoken-digits': 2,
  'uci-digits-halves': 3,
  'uci-digits-inverted': 4,
};

/** All of them, the generator first. */
export async function makeThumbnails(): Promise<StoredThumbnail[]> {
  const sets: [id: string, settings: SettingsInput][] = [
    ['generator', startingSettings(DEFAULT_DATA)],
    ...BUILTIN_SETS.map(({ id }): [string, SettingsInput] => [
      id,
      startingSettings({ source: 'builtin', id }),
    ]),
  ];
  return Promise.all(sets.map(([id, settings]) => thumbnailOf(id, settings, WHICH[id] ?? 0)));
}
