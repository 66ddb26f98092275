/**
 * Videos that no browser plays, told by their first bytes or their ending, and the line that converts them.
 * Imports this folder only.
 */
import { plainName, unusable } from '../import-error';
import { baseName, extensionOf, stemOf } from '../source-file';

/** Containers and streams whose names a person may have met. */
const OLD_BY_EXTENSION: Readonly<Record<string, string>> = {
  flv: 'Flash video (FLV)',
  avi: 'AVI',
  wmv: 'Windows Media (WMV)',
  mpg: 'MPEG-1 or MPEG-2',
  mpeg: 'MPEG-1 or MPEG-2',
};

/** The kind of a video that browsers do not play; null for all others. */
function oldVideoKind(path: string, bytes: Uint8Array | null): string | null {
  const named = OLD_BY_EXTENSION[extensionOf(path)] ?? null;
  if (bytes === null || bytes.length < 12) return named;
  const text = (at: number, length: number) =>
    String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(0, 3) === 'FLV') return OLD_BY_EXTENSION['flv'] as string;
  if (text(0, 4) === 'RIFF' && text(8, 3) === 'AVI') return 'AVI';
  // the start codes of an MPEG pack header and of a bare MPEG video sequence
  const isStartCode = bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 1;
  if (isStartCode && (bytes[3] === 0xba || bytes[3] === 0xb3)) {
    return OLD_BY_EXTENSION['mpg'] as string;
  }
  if (bytes[0] === 0x30 && bytes[1] === 0x26 && bytes[2] === 0xb2 && bytes[3] === 0x75) {
    return OLD_BY_EXTENSION['wmv'] as string;
  }
  return named;
}

/** What to do with a video that is not played: a line for a terminal, in the folder of the file. */
export function conversionOf(path: string): string {
  const target = extensionOf(path) === 'mp4' ? `${stemOf(path)}-h264` : stemOf(path);
  return `Convert it first: ffmpeg -i "${plainName(baseName(path))}" -c:v libx264 -pix_fmt yuv420p -c:a aac "${plainName(target)}.mp4"`;
}

/** @throws ImportError for a video of a kind that no browser plays. */
export function checkVideoKind(path: string, bytes: Uint8Array | null = null): void {
  const kind = oldVideoKind(path, bytes);
  if (kind === null) return;
  throw unusable(path, `is ${kind}, a video that browsers do not play`, conversionOf(path));
}
