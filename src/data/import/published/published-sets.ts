/**
 * The data sets that published work on modality competition uses, as a list: a further set is a file beside
 * this one and a line here. Imports this room only.
 */
import type { PairedSamples } from '../media/media-source';
import type { ImportOptions } from '../options';
import { type GatheredFile, mediaOf } from '../reader';
import { AVE } from './ave';
import { type PublishedSet, pairedClips } from './clips';
import { CREMA_D } from './cremad';
import { ESC_10 } from './esc';
import { MODELNET40 } from './modelnet';
import { UCF101 } from './ucf101';

/** In the order in which they are looked for: AVE last, for it is known by its lists alone. */
export const PUBLISHED_SETS: readonly PublishedSet[] = [CREMA_D, UCF101, MODELNET40, ESC_10, AVE];

/** A list of millions of lines is none of these. */
const LONGEST_LIST_BYTES = 20_000_000;

/**
 * @returns the samples of the first set whose files these are; null where they are of none.
 * @throws ImportError and SettingsError as `pairedClips` does.
 */
export async function publishedSamples(
  files: readonly GatheredFile[],
  options: ImportOptions,
  sets: readonly PublishedSet[],
): Promise<PairedSamples | null> {
  const media = mediaOf(files);
  const lists = files.filter(({ kind, size }) => kind === 'table' && size < LONGEST_LIST_BYTES);
  for (const { find } of sets) {
    const found = await find?.(media, lists, options);
    if (found) return pairedClips(found, options);
  }
  return null;
}
