/**
 * Which reader a file is for: by its first bytes where they tell, by its name where not. Knows the readers as a
 * list that it is given. Imports this folder only.
 */
import type { Reader } from './reader';
import { baseName, extensionOf, stemOf } from './source-file';
import { unreadKind } from './unread';

/** Enough to tell text from numbers, and every kind of file that shows itself. */
export const SNIFFED_BYTES = 4096;

/** Files of the system or of people, not of the data. */
const JUNK = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;
const PROSE =
  /^(read[-_ ]?me|licen[cs]e|copying|changelog|citation|authors|notice)([-_. ]|$)|[-_]readme$/i;
const PROSE_ENDINGS = 'md rst html htm pdf py r m ipynb js ts log ini cfg yaml yml toml lock'.split(
  ' ',
);

/** Whether a file lies beside data without being data: it is neither read nor listed. */
export const isPassedOver = (path: string, readers: readonly Reader[]): boolean =>
  JUNK.test(path) ||
  PROSE.test(stemOf(path)) ||
  (PROSE_ENDINGS.includes(extensionOf(path)) && readerByName(path, readers) === null);

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
