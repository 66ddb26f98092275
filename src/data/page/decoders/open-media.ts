/**
 * Sound and video files opened by mediabunny, which reads the container; the browser's WebCodecs decode.
 * Runs in a worker. The only files that name mediabunny are this one and its two users.
 */
import { ALL_FORMATS, BufferSource, Input, type InputTrack } from 'mediabunny';
import { ImportError, leftOutBy, unusable } from '../../import/import-error';
import { extensionOf } from '../../import/source-file';

/** A decoder that has given nothing for so long never will. */
const LONGEST_WAIT_S = 30;

/**
 * Opens a file, lets `read` have it, and closes it whatever happens.
 * @throws ImportError naming the file: what `read` throws in words, all else as a damaged file.
 */
export async function withMedia<T>(
  bytes: Uint8Array,
  file: string,
  fix: string,
  read: (input: Input) => Promise<T>,
): Promise<T> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  let ticks = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const late = new Promise<never>((_, reject) => {
    // ticks, not the clock: time in which this thread was busy with other samples is not the decoder's
    timer = setInterval(() => {
      if (++ticks < LONGEST_WAIT_S) return;
      reject(unusable(file, `could not be decoded within ${LONGEST_WAIT_S} seconds`, fix));
    }, 1000);
  });
  try {
    if (!(await input.canRead())) {
      const ending = extensionOf(file).toUpperCase();
      throw unusable(
        file,
        `is no ${ending ? `whole ${ending} ` : 'sound or video '}file that the lab can read`,
        fix,
      );
    }
    return await Promise.race([read(input), late]);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const { reason } = leftOutBy(error, file);
    throw new ImportError('file-unusable', reason, fix);
  } finally {
    clearInterval(timer);
    input.dispose();
  }
}

/** How a person calls the codec of a track: its name, or the four letters in the file. */
export async function codecName(track: InputTrack): Promise<string> {
  const codec = await track.getCodec();
  if (codec !== null) return NAMES[codec] ?? codec;
  const id = await track.getInternalCodecId();
  const letters = typeof id === 'string' ? id : null;
  return letters ? (NAMES[letters] ?? `"${letters}"`) : 'an unknown kind';
}

const NAMES: Readonly<Record<string, string>> = {
  hevc: 'HEVC (H.265)',
  avc: 'H.264',
  av1: 'AV1',
  vp8: 'VP8',
  vp9: 'VP9',
  mp4v: 'MPEG-4 part 2',
  'mp4v.20': 'MPEG-4 part 2',
  aac: 'AAC',
  ac3: 'AC-3',
  eac3: 'E-AC-3',
  mp3: 'MP3',
};
