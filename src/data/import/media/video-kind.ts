/**
 * Videos that no browser plays, told by their first bytes or their ending, and the line that converts them.
 * Imports this folder only.
 */
import type { GatheredFile } from '../gather';
import { plainName, unusable } from '../import-error';
import { baseName, extensionOf, type LeftOut, stemOf } from '../source-file';

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
  if (isStartCode && bytes[3] === 0xb0) return 'a bare MPEG-4 stream';
  if (bytes[0] === 0x30 && bytes[1] === 0x26 && bytes[2] === 0xb2 && bytes[3] === 0x75) {
    return OLD_BY_EXTENSION['wmv'] as string;
  }
  return named;
}

/** Whether a video is, by its ending, of a kind that no browser plays. */
export const isOldVideo = (path: string): boolean => oldVideoKind(path, null) !== null;

/** What to do with a video that is not played: a line for a terminal, in the folder of the file. */
export function conversionOf(path: string): string {
  const target = extensionOf(path) === 'mp4' ? `${stemOf(path)}-h264` : stemOf(path);
  return `Convert it first: ffmpeg -i ${quoted(baseName(path))} -c:v libx264 -pix_fmt yuv420p -c:a aac ${quoted(`${target}.mp4`)}`;
}

/** A name as a shell takes it literally, and no program takes it for an option. */
function quoted(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
  const safe = visible.startsWith('-') ? `./${visible}` : visible;
  return /^[\w ./()+,=@-]+$/.test(safe) ? `"${safe}"` : `'${safe.replaceAll("'", "'\\''")}'`;
}

/** @throws ImportError for a video of a kind that no browser plays. */
export function checkVideoKind(path: string, bytes: Uint8Array | null = null): void {
  const kind = oldVideoKind(path, bytes);
  if (kind === null) return;
  throw unusable(path, `is ${kind}, a video that browsers do not play`, conversionOf(path));
}

/** Files without the videos that no browser plays, which are listed by kind, each kind with its number. */
export function playable(files: readonly GatheredFile[]): {
  readonly files: readonly GatheredFile[];
  readonly leftOut: readonly LeftOut[];
} {
  const old = new Map<string, GatheredFile[]>();
  const kept = files.filter((file) => {
    const kind = file.kind === 'video' ? oldVideoKind(file.path, null) : null;
    if (kind === null) return true;
    const same = old.get(kind) ?? [];
    same.push(file);
    old.set(kind, same);
    return false;
  });
  const leftOut = [...old].map(([kind, [first, ...more]]): LeftOut => {
    const { path } = first as GatheredFile;
    return {
      file: path,
      reason:
        more.length === 0
          ? `${plainName(path)} is ${kind}, a video that browsers do not play.`
          : `${more.length + 1} files are ${kind}, videos that browsers do not play (the first: ${plainName(path)}).`,
      fix: conversionOf(path),
      count: more.length + 1,
    };
  });
  return { files: kept, leftOut };
}
