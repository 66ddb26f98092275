/**
 * Which reader a file is for: by its first bytes where they tell, by its name where not. Knows the readers as a
 * list that it is given. Imports this folder only.
 */
import { isLabNote } from './archive/lab-notes';
import { besideData } from './programs';
import { isMedia, type Reader } from './reader';
import { baseName, extensionOf, stemOf } from './source-file';
import { unreadKind } from './unread';

/** Enough to tell text from numbers, and every kind of file that shows itself. */
export const SNIFFED_BYTES = 4096;

/** Files of the system, not of the data. */
const JUNK = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;
const README = /^read[-_ ]?me([-_. ]|$)|[-_]readme$/i;
/** By the whole name: a table of license plates is none. */
const PROSE =
  /^(licen[cs]e|copying|changelog|citation|authors|notice)([-_. ]?(mit|bsd|apache|gpl|cc|en|v?\d)[-_.\w]*)?$/i;

/** Endings that texts for people have, whatever else has them too. */
const TEXT_ENDINGS = ['', 'txt', 'md', 'rst', 'html', 'htm', 'pdf', 'tex'];

/** Why a file that lies beside data is no data, as the end of a sentence; null for one that may be. */
export function passedOver(path: string, readers: readonly Reader[]): string | null {
  if (JUNK.test(path)) return 'is a file of the system';
  if (isLabNote(path)) return 'is what the lab wrote down beside the files';
  const ending = extensionOf(path);
  const stem = stemOf(path);
  const reader = readerByName(path, readers);
  const isPicture = reader !== null && isMedia(reader);
  if (README.test(stem) && !isPicture) return 'is a text for people';
  if (PROSE.test(stem) && TEXT_ENDINGS.includes(ending)) return 'is a text for people';
  const beside = reader === null ? besideData(path) : null;
  return beside && `is ${beside.one}`;
}

/** The reader that the name alone speaks for; null where only the bytes can tell. */
export function readerByName(path: string, readers: readonly Reader[]): Reader | null {
  const ending = extensionOf(path);
  return (
    readers.find(({ isNamed }) => isNamed?.(baseName(path))) ??
    readers.find(({ endings }) => endings.includes(ending)) ??
    readers.find(({ alsoEndings }) => alsoEndings?.includes(ending)) ??
    null
  );
}

/**
 * The reader once the bytes are there: they overrule a wrong ending, and a file without one is a table if it
 * is text. Null where nothing reads it.
 */
export function readerByBytes(
  path: string,
  bytes: Uint8Array,
  readers: readonly Reader[],
): Reader | null {
  const start = bytes.subarray(0, SNIFFED_BYTES);
  const shown = (weight: string) =>
    readers.find(({ signature }) => signature?.weight === weight && signature.test(start, path));
  const known = shown('certain') ?? readerByName(path, readers);
  if (known) return known;
  return unreadKind(path) ? null : (shown('hint') ?? shown('last-resort') ?? null);
}
