/**
 * Videos that no browser plays, told by their first bytes or their ending, and the line that converts them.
 * Imports this folder only.
 */
import { plainName, unusable } from '../import-error';
import type { GatheredFile } from '../reader';
import { baseName, extensionOf, type LeftOut, stemOf } from '../source-file';

/** A container or stream whose name a person may have met. */
interface UnplayedVideo {
  readonly name: string;
  readonly endings: readonly string[];
  /** Whether a file of at least twelve bytes begins like one. */
  readonly test: (bytes: Uint8Array) => boolean;
}

const textAt = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, k) => bytes[at + k] === letter.charCodeAt(0));
/** MPEG's start codes: of a pack header, of a bare video sequence, of MPEG-4's. */
const startsWithCode = (bytes: Uint8Array, ...codes: readonly number[]): boolean =>
  bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 1 && codes.some((code) => bytes[3] === code);

const UNPLAYED: readonly UnplayedVideo[] = [
  { name: 'Flash video (FLV)', endings: ['flv'], test: (bytes) => textAt(bytes, 0, 'FLV') },
  {
    name: 'AVI',
    endings: ['avi'],
    test: (bytes) => textAt(bytes, 0, 'RIFF') && textAt(bytes, 8, 'AVI'),
  },
  {
    name: 'MPEG-1 or MPEG-2',
    endings: ['mpg', 'mpeg'],
    test: (bytes) => startsWithCode(bytes, 0xba, 0xb3),
  },
  { name: 'a bare MPEG-4 stream', endings: [], test: (bytes) => startsWithCode(bytes, 0xb0) },
  {
    name: 'Windows Media (WMV)',
    endings: ['wmv'],
    test: (bytes) => [0x30, 0x26, 0xb2, 0x75].every((byte, at) => bytes[at] === byte),
  },
];

/** Endings of videos that are named, and not played. */
export const UNPLAYED_ENDINGS: readonly string[] = UNPLAYED.flatMap(({ endings }) => endings);

/** The kind of a video that browsers do not play; null for all others. */
function oldVideoKind(path: string, bytes: Uint8Array | null): string | null {
  const shown = bytes && bytes.length >= 12 ? UNPLAYED.find(({ test }) => test(bytes)) : undefined;
  const found = shown ?? UNPLAYED.find(({ endings }) => endings.includes(extensionOf(path)));
  return found?.name ?? null;
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
