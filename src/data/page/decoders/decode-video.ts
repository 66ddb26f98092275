/**
 * Pictures, the pictures after them, and the sound of a video, in a worker: the container by mediabunny, the
 * codecs by WebCodecs. Must not import anything that needs a window.
 */
import {
  EncodedPacketSink,
  type InputVideoTrack,
  type VideoSample,
  VideoSampleSink,
} from 'mediabunny';
import { unusable } from '../../import/import-error';
import type { DecodedImage, DecodedVideo, VideoRequest } from '../../import/media/decoders';
import { evenly } from '../../import/media/evenly';
import { checkVideoKind, conversionOf } from '../../import/media/video-kind';
import { soundOf } from './decode-sound';
import { codecName, withMedia } from './open-media';

/** Shorter sides are scaled down to this on the way: no picture is wanted larger, and it is a twentieth of full HD. */
const SHORTER_SIDE = 240;

/**
 * @throws ImportError naming the file where it is no video, of a kind this browser does not decode, or
 * damaged; its hint is the line that converts it.
 */
export function decodeVideo(
  bytes: Uint8Array,
  request: VideoRequest,
  file: string,
): Promise<DecodedVideo> {
  checkVideoKind(file, bytes);
  const fix = conversionOf(file);
  return withMedia(bytes, file, fix, async (input) => {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw unusable(file, 'has no pictures in it', 'Leave it out.');
    if (!(await track.canDecode())) {
      throw unusable(
        file,
        `holds ${await codecName(track)} video, which this browser does not decode`,
        fix,
      );
    }
    const { starts, frames, pairs } = await placesOf(track, request, file);
    const places = [...new Set([...frames, ...pairs.flat()])].sort((a, b) => a - b);
    const times = places.map((at) => starts[at] as number);
    const pictures = await picturesAt(track, times, file, fix);
    const pictureAt = (at: number) => pictures[places.indexOf(at)] as DecodedImage;
    const audioTrack = request.audio ? await input.getPrimaryAudioTrack() : null;
    const audio = audioTrack ? await soundOf(audioTrack, file, request.stretch) : null;
    return {
      frames: frames.map(pictureAt),
      pairs: pairs.map(([from, to]) => [pictureAt(from), pictureAt(to)]),
      audio,
    };
  });
}

interface Places {
  /** Seconds at which the pictures are shown, in order. */
  readonly starts: readonly number[];
  /** Which of them are wanted, one by one and in twos. */
  readonly frames: readonly number[];
  readonly pairs: readonly (readonly [number, number])[];
}

async function placesOf(
  track: InputVideoTrack,
  { frames, pairs, stretch }: VideoRequest,
  file: string,
): Promise<Places> {
  const starts = await startsOf(track);
  const [first = 0] = starts;
  const inside = starts.flatMap((start, at) =>
    !stretch || (start - first >= stretch.fromS && start - first < stretch.toS) ? [at] : [],
  );
  if (inside.length === 0) {
    const length = (starts.at(-1) ?? first) - first;
    throw unusable(
      file,
      stretch && starts.length > 0
        ? `ends after ${length.toFixed(1)} seconds; its list asks for seconds ${stretch.fromS} to ${stretch.toS}`
        : 'has no pictures in it',
      'Copy the file again, or leave it out.',
    );
  }
  // the last picture has none after it
  const last = starts.length - 1;
  const usable = pairs > 0 && inside.length > 1 ? inside.filter((at) => at < last) : inside;
  return {
    starts,
    frames: evenly(usable, frames),
    pairs: evenly(usable, pairs).map((at) => [at, Math.min(at + 1, last)]),
  };
}

/** When each picture is shown, in order; containers state no other count that holds for all of them. */
async function startsOf(track: InputVideoTrack): Promise<number[]> {
  const starts: number[] = [];
  const packets = new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  });
  for await (const { timestamp } of packets) starts.push(timestamp);
  // files may begin before 0 with pictures that are never shown
  return starts.filter((start) => start >= 0).sort((a, b) => a - b);
}

async function picturesAt(
  track: InputVideoTrack,
  times: readonly number[],
  file: string,
  fix: string,
): Promise<DecodedImage[]> {
  const pictures: DecodedImage[] = [];
  let canvas: OffscreenCanvasRenderingContext2D | null = null;
  for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(times)) {
    const last = pictures.at(-1);
    if (!sample) {
      if (last) pictures.push(last);
      continue;
    }
    canvas ??= canvasFor(sample, file);
    const { width, height } = canvas.canvas;
    sample.draw(canvas, 0, 0, width, height);
    sample.close();
    pictures.push({ width, height, rgba: canvas.getImageData(0, 0, width, height).data });
  }
  if (pictures.length < times.length) {
    throw unusable(file, `gave only ${pictures.length} of ${times.length} pictures`, fix);
  }
  return pictures;
}

function canvasFor(
  { displayWidth, displayHeight }: VideoSample,
  file: string,
): OffscreenCanvasRenderingContext2D {
  const scale = Math.min(1, SHORTER_SIDE / Math.min(displayWidth, displayHeight));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const context = new OffscreenCanvas(side(displayWidth), side(displayHeight)).getContext('2d', {
    willReadFrequently: true,
  });
  if (!context)
    throw unusable(file, 'found no canvas to be drawn on', 'Close other tabs and try again.');
  context.imageSmoothingQuality = 'high';
  return context;
}
