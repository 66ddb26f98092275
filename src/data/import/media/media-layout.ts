/**
 * Pictures and sounds as samples: paired by a manifest where one names them, by their folders where none
 * does, then decoded. Imports this folder only.
 */

import type { GatheredFile } from '../gather';
import { ImportError, plainName } from '../import-error';
import type { ImportOptions } from '../options';
import type { RawSamples } from '../raw-samples';
import type { ImportWatch, LeftOut } from '../source-file';
import type { Table } from '../table/table';
import { folderSamples } from './class-folders';
import type { Decoders } from './decoders';
import { manifestSamples } from './manifest';
import { decodeSamples, refusedVideo } from './media-samples';

/** Files that are used although something is odd, listed by name. */
const MOST_WARNINGS = 10;

/**
 * @param faults of files that could not be read at all, for the report.
 * @throws ImportError when the pairing cannot be told, or nothing could be decoded.
 */
export async function mediaLayout(
  files: readonly GatheredFile[],
  tables: readonly Table[],
  faults: readonly LeftOut[],
  options: ImportOptions,
  decoders: Decoders,
  watch: ImportWatch,
): Promise<RawSamples> {
  const media = files.filter(({ kind }) => ['image', 'sound', 'video'].includes(kind));
  const [video] = media;
  if (video && media.every(({ kind }) => kind === 'video')) throw refusedVideo(video.path);
  const paired = manifestSamples(tables, media, options) ?? folderSamples(media, options);
  const decoded = await decodeSamples(
    paired.modalities,
    paired.samples,
    options.imageSize,
    decoders,
    watch,
  );
  const leftOut = [...faults, ...paired.leftOut, ...decoded.leftOut];
  const { samples, warnings } = decoded;
  if (samples.length === 0) {
    const [first] = leftOut;
    if (first && leftOut.length === 1 && media.length === 1) {
      throw new ImportError('file-unusable', first.reason, first.mend);
    }
    throw new ImportError(
      'too-few-samples',
      `None of the ${paired.samples.length + paired.leftOut.length} samples in ${plainName(options.name)} could be read.${first ? ` ${first.reason}` : ''}`,
      first?.mend ?? 'Open pictures and sounds that belong together.',
    );
  }
  const hasSplit = samples.every(({ split }) => split !== null);
  const hasGroup = samples.every(({ group }) => group !== null);
  return {
    layout: paired.layout,
    modalities: decoded.modalities,
    labels: samples.map(({ label }) => label),
    classNames: paired.classNames,
    isMedia: true,
    ...(paired.offer ? { offer: paired.offer } : {}),
    splits: hasSplit ? samples.map(({ split }) => split ?? 'train') : null,
    groups: hasGroup ? samples.map(({ group }) => group ?? '') : null,
    leftOut,
    choices: [...paired.choices, ...warnings.slice(0, MOST_WARNINGS)],
  };
}
