/**
 * A few pictures or sounds opened by themselves are no data set, but whoever opens one wants to know whether it is
 * sound: it is decoded, and what is wrong with it, or what it holds, is said. Imports this folder only.
 */

import { ImportError, plainName } from '../import-error';
import type { GatheredFile } from '../reader';
import { baseName } from '../source-file';
import { readMesh, readText } from './decode-source';
import type { Decoders } from './decoders';
import { checkImageSize } from './image-size';
import { isSeeThrough, SEE_THROUGH } from './square-picture';

/** More than that are meant as a data set. */
const MOST_FILES = 3;

/**
 * The refusal of files whose class is not known, made clearer where there are only a few of them.
 * @param refusal what stands for any number of files.
 */
export async function refusalOfFew(
  refusal: ImportError,
  media: readonly GatheredFile[],
  decoders: Decoders,
): Promise<ImportError> {
  if (refusal.code !== 'layout-unclear' || media.length > MOST_FILES) return refusal;
  const held: string[] = [];
  for (const file of media) {
    try {
      held.push(`${plainName(baseName(file.path))}: ${await contentOf(file, decoders)}`);
    } catch (error) {
      // the first damaged one is what the person must know
      if (error instanceof ImportError) return error;
      return refusal;
    }
  }
  const all = held.length === 1 ? 'The file can be read' : 'The files can be read';
  return new ImportError(
    'layout-unclear',
    `${all} (${held.join('; ')}), but ${held.length === 1 ? 'one file is' : `${held.length} files are`} no data set: nothing says which class a sample is of.`,
    refusal.hint,
  );
}

async function contentOf(file: GatheredFile, decoders: Decoders): Promise<string> {
  const { path, kind } = file;
  const content = await file.bytes();
  switch (kind) {
    case 'image': {
      checkImageSize(content, path);
      const image = await decoders.image(content, path);
      const notes = [image.note, isSeeThrough(image) ? SEE_THROUGH : undefined].filter(Boolean);
      return [`${image.width} x ${image.height} pixels`, ...notes].join('; ');
    }
    case 'sound': {
      const { channels, sampleRateHz, warning } = await decoders.audio(content, path);
      const seconds = (channels[0]?.length ?? 0) / sampleRateHz;
      const many = channels.length === 1 ? '1 channel' : `${channels.length} channels`;
      return `${Number(seconds.toPrecision(3))} s of sound at ${sampleRateHz} Hz, ${many}${warning ? `; ${warning}` : ''}`;
    }
    case 'video': {
      const request = { frames: 1, pairs: 0, audio: false } as const;
      const { frames, warning } = await decoders.video(content, request, path);
      const [frame] = frames;
      return `a video, ${frame?.width} x ${frame?.height} pixels as it is looked at${warning ? `; ${warning}` : ''}`;
    }
    case 'text':
      return `a text of ${readText(file, content).length} letters`;
    default: {
      const { positions, triangles } = await readMesh(file, content);
      return `a mesh of ${positions.length / 3} corners and ${triangles.length / 3} triangles`;
    }
  }
}
