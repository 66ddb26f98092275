/**
 * Decodes the files of samples that a manifest or folders have paired: pictures to grey squares, sounds to
 * log-mel pictures. A sample whose file is missing or damaged is left out and listed. Imports this folder only.
 */
import type { SplitName } from '../../../protocol/data-set';
import type { GatheredFile } from '../gather';
import {
  type ImportError,
  leftOutBy,
  plainName,
  throwIfCancelled,
  unusable,
} from '../import-error';
import { checkRoom, type RawModality } from '../raw-samples';
import { baseName, extensionOf, type ImportWatch, type LeftOut, stemOf } from '../source-file';
import type { Decoders, Recording } from './decoders';
import { greyImage, isSeeThrough } from './grey-image';
import { checkImageSize } from './image-size';
import { logMel, SPEECH } from './log-mel';

/** One sample before decoding. */
export interface MediaSample {
  readonly label: string;
  readonly split: SplitName | null;
  readonly group: string | null;
  /** One file per modality. */
  readonly files: readonly GatheredFile[];
}

/** A modality before decoding. */
export interface MediaModality {
  readonly id: string;
  readonly name: string;
}

/** What could be decoded. */
export interface DecodedSamples {
  readonly modalities: readonly RawModality[];
  readonly samples: readonly MediaSample[];
  readonly leftOut: readonly LeftOut[];
  /** Sentences about files that were used though something is odd. */
  readonly warnings: readonly string[];
}

/** Files in hand at once: enough to keep a browser's decoders busy. */
const AT_ONCE = 8;

/** @throws ImportError `cancelled`, `too-large`. */
export async function decodeSamples(
  modalities: readonly MediaModality[],
  samples: readonly MediaSample[],
  imageSize: number,
  decoders: Decoders,
  watch: ImportWatch,
): Promise<DecodedSamples> {
  const kinds = modalities.map((_, m) =>
    samples.some(({ files }) => files[m]?.kind === 'image') ? 'image' : 'audio',
  );
  const shapes = kinds.map((kind) =>
    kind === 'image' ? [imageSize, imageSize, 1] : [SPEECH.bands, SPEECH.frames, 1],
  );
  const widths = shapes.map(([a = 1, b = 1]) => a * b);
  checkRoom(
    'What was opened',
    samples.length,
    widths.reduce((sum, width) => sum + width, 0),
  );
  const leftOut: LeftOut[] = [];
  const warnings: string[] = [];
  const good: MediaSample[] = [];
  const data = widths.map((width) => new Float32Array(samples.length * width));

  const oddities = new Map<string, number>();
  const count = (oddity: string) => oddities.set(oddity, (oddities.get(oddity) ?? 0) + 1);

  const recordings = new Map<GatheredFile, Recording>();
  const decodeOne = async (file: GatheredFile, kind: string): Promise<Float32Array> => {
    const { path } = file;
    if (file.kind === 'video') throw refusedVideo(path);
    if ((file.kind === 'image') !== (kind === 'image')) {
      throw unusable(path, `is a ${file.kind} among files of another kind`, 'Leave it out.');
    }
    const bytes = await file.bytes();
    if (bytes.length === 0) throw unusable(path, 'is empty', 'Copy the file again.');
    if (kind === 'image') {
      checkImageSize(bytes, path);
      const image = await decoders.image(bytes, path);
      if (image.note) count(image.note);
      if (isSeeThrough(image)) count('transparent parts were laid on white');
      return greyImage(image, imageSize);
    }
    const sound = await decoders.audio(bytes, path);
    if (sound.warning) warnings.push(sound.warning);
    if (decoders.addressOf) {
      const durationS = (sound.channels[0]?.length ?? 0) / sound.sampleRateHz;
      recordings.set(file, { address: decoders.addressOf(file, bytes), startS: 0, durationS });
    }
    return logMel(sound);
  };

  for (let from = 0; from < samples.length; from += AT_ONCE) {
    throwIfCancelled(watch.signal);
    const batch = samples.slice(from, from + AT_ONCE);
    watch.onProgress?.({
      stage: 'decoding',
      done: from,
      total: samples.length,
      file: batch[0]?.files[0]?.path ?? '',
    });
    const decoded = await Promise.all(
      batch.map(({ files }) =>
        Promise.all(
          files.map((file, m) =>
            decodeOne(file, kinds[m] as string).catch((error: unknown) =>
              leftOutBy(error, file.path),
            ),
          ),
        ),
      ),
    );
    decoded.forEach((parts, i) => {
      const faults = parts.filter((part): part is LeftOut => !(part instanceof Float32Array));
      if (faults.length > 0) {
        leftOut.push(...faults.map((fault) => ({ ...fault, count: 1 })));
        return;
      }
      parts.forEach((part, m) => {
        data[m]?.set(part as Float32Array, good.length * (widths[m] as number));
      });
      good.push(batch[i] as MediaSample);
    });
  }
  return {
    modalities: modalities.map(({ id, name }, m) => ({
      id,
      name,
      kind: kinds[m] === 'image' ? 'image' : 'audio',
      shape: shapes[m] as number[],
      data: (data[m] as Float32Array).subarray(0, good.length * (widths[m] as number)),
      standardise: 'global',
      ...(kinds[m] === 'audio' && decoders.addressOf
        ? {
            recordings: good.map(
              ({ files }) => recordings.get(files[m] as GatheredFile) as Recording,
            ),
          }
        : {}),
    })),
    samples: good,
    leftOut,
    warnings: [
      ...[...oddities].map(
        ([oddity, times]) => `In ${times === 1 ? '1 picture' : `${times} pictures`} ${oddity}.`,
      ),
      ...warnings,
    ],
  };
}

/** Containers that no browser plays either. */
const OLD_VIDEO = ['flv', 'avi', 'wmv', 'mpg', 'mpeg', 'mkv'];

/** Why a video is not used here, by its kind. */
export function refusedVideo(path: string): ImportError {
  const name = baseName(path);
  const isOld = OLD_VIDEO.includes(extensionOf(path));
  return unusable(
    path,
    isOld
      ? `is a video of the kind ${extensionOf(path).toUpperCase()}, which browsers do not play`
      : 'is a video, which is not decoded here',
    isOld
      ? `Convert it first: ffmpeg -i "${plainName(name)}" -c:v libx264 -c:a aac "${plainName(stemOf(name))}.mp4"`
      : 'Save its frames as pictures (PNG) and its sound as WAV.',
  );
}
