/**
 * Whether a WebM or MP4 holds sound and no pictures, as browsers and phones record it: what a file is follows from its
 * tracks, not from its ending. Imports this folder only.
 */
import type { SourceFile } from '../source-file';

/** Where WebM says what its tracks are, and MP4 where that stands in front. */
const FRONT_BYTES = 2 ** 16;
/** MP4s as cameras write them say it at the end. */
const BACK_BYTES = 2 ** 18;
/** Files in an archive are unpacked for the look; larger ones are videos. */
const MOST_UNPACKED_BYTES = 2 ** 21;

/** The tracks that a stretch of a file tells of. */
interface Tracks {
  readonly sound: boolean;
  readonly pictures: boolean;
}

const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

function tracksIn(text: string): Tracks {
  // WebM names codecs (A_OPUS, V_VP9), MP4 handlers after eight bytes that are mostly zero
  const handlers = [...text.matchAll(/hdlr.{8}(soun|vide)/gs)].map(([, kind]) => kind);
  return {
    sound: /A_(OPUS|VORBIS|AAC|FLAC|PCM|MPEG)/.test(text) || handlers.includes('soun'),
    pictures:
      /V_(VP8|VP9|AV1|MPEG|MPEGH|UNCOMPRESSED|THEORA)/.test(text) || handlers.includes('vide'),
  };
}

/** @param file of a kind that can hold both. */
export async function holdsOnlySound({ blob, size, bytes }: SourceFile): Promise<boolean> {
  const whole =
    blob ?? (size <= MOST_UNPACKED_BYTES ? new Blob([Uint8Array.from(await bytes())]) : null);
  if (!whole) return false;
  const read = async (from: number, to: number) =>
    textOf(new Uint8Array(await whole.slice(from, to).arrayBuffer()));
  const front = tracksIn(await read(0, FRONT_BYTES));
  if (front.sound || front.pictures || size <= FRONT_BYTES) return front.sound && !front.pictures;
  const back = tracksIn(await read(Math.max(FRONT_BYTES, size - BACK_BYTES), size));
  return back.sound && !back.pictures;
}
