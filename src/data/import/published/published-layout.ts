/**
 * Whether the files are one of the data sets that published work on modality competition uses, told by the
 * names of clips and by lists. Imports this room only.
 */
import type { GatheredFile } from '../gather';
import { mediaOf } from '../media/media-kinds';
import type { PairedSamples } from '../media/media-source';
import type { ImportOptions } from '../options';
import { ave } from './ave';
import { pairedClips } from './clips';
import { cremad } from './cremad';
import { esc } from './esc';
import { ucf101 } from './ucf101';

/** A list of millions of lines is none of these. */
const LONGEST_LIST_BYTES = 20_000_000;

/**
 * @returns null for files that are of none of these sets.
 * @throws ImportError and SettingsError as `pairedClips` does.
 */
export async function publishedSamples(
  files: readonly GatheredFile[],
  options: ImportOptions,
): Promise<PairedSamples | null> {
  const media = mediaOf(files);
  const lists = files.filter(({ kind, size }) => kind === 'table' && size < LONGEST_LIST_BYTES);
  const set =
    (await cremad(media, lists, options)) ??
    (await ucf101(media, lists, options)) ??
    esc(media, options) ??
    (await ave(media, lists, options));
  return set && pairedClips(set, options);
}
