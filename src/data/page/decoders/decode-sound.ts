/**
 * Compressed sounds (MP3, Ogg, FLAC, M4A, Opus) in a worker, where `decodeAudioData` does not exist: the
 * container by mediabunny, the codec by WebCodecs. Must not import anything that needs a window.
 */

import { AudioSampleSink, type InputAudioTrack } from 'mediabunny';
import { endToEnd } from '../../../math/shape';
import { unusable } from '../../import/import-error';
import type { DecodedAudio, Stretch } from '../../import/media/decoders';
import { codecName, withMedia } from './open-media';

/** No sample is longer than 30 s, so the rest of a long recording is not decoded. */
const LONGEST_S = 40;
const FIX = 'Save the sound as WAV, 16 bit PCM.';

/** @throws ImportError naming the file where it holds no sound, or none that this browser decodes. */
export function decodeSound(bytes: Uint8Array, file: string): Promise<DecodedAudio> {
  return withMedia(bytes, file, FIX, async (input) => {
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw unusable(file, 'has no sound in it', FIX);
    return soundOf(track, file);
  });
}

/**
 * The sound of a track, every channel in -1..1.
 * @param stretch the part wanted; all of it, up to 40 s, where absent.
 * @throws ImportError where this browser does not decode it, or nothing comes out.
 */
export async function soundOf(
  track: InputAudioTrack,
  file: string,
  stretch?: Stretch,
): Promise<DecodedAudio> {
  if (!(await track.canDecode())) {
    throw unusable(
      file,
      `holds ${await codecName(track)} sound, which this browser does not decode`,
      FIX,
    );
  }
  const fromS = stretch?.fromS ?? (await track.getFirstTimestamp());
  const toS = Math.min(stretch?.toS ?? Number.POSITIVE_INFINITY, fromS + LONGEST_S);
  const pieces: Float32Array[][] = [];
  let sampleRateHz = 0;
  let channels = 0;
  for await (const sample of new AudioSampleSink(track).samples(fromS, toS)) {
    sampleRateHz = sample.sampleRate;
    channels = sample.numberOfChannels;
    const skipped = Math.max(0, Math.round((fromS - sample.timestamp) * sampleRateHz));
    const wanted = Math.min(
      sample.numberOfFrames,
      Math.max(0, Math.round((toS - sample.timestamp) * sampleRateHz)),
    );
    pieces.push(
      Array.from({ length: channels }, (_, planeIndex) => {
        const plane = new Float32Array(sample.numberOfFrames);
        sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
        return plane.subarray(Math.min(skipped, wanted), wanted);
      }),
    );
    sample.close();
  }
  if (pieces.length === 0) throw unusable(file, 'has no sound in it', FIX);
  return {
    sampleRateHz,
    channels: Array.from({ length: channels }, (_, k) =>
      endToEnd(pieces.flatMap((piece) => piece[k] ?? [])),
    ),
  };
}
