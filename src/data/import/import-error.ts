/**
 * The error of this folder: files that cannot be used, said to a pupil. One bad file among many is left
 * out with the same words; only what stops the whole import is thrown to the caller.
 * Imports the protocol and this folder only.
 */
import { LabError } from '../../protocol/failure';
import type { LeftOut } from './source-file';

export type ImportErrorCode =
  /** One file is damaged or of a kind the lab does not read. */
  | 'file-unusable'
  /** There is nothing in what was opened that the lab can read. */
  | 'nothing-to-read'
  /** Files were read, but how they belong together cannot be told. */
  | 'layout-unclear'
  | 'too-large'
  /** The code that reads such files is not on this computer and cannot be fetched. */
  | 'reader-missing'
  /** Too little is left after the bad files are taken away. */
  | 'too-few-samples'
  | 'cancelled';

/** Characters that would steer the reading direction or the terminal instead of being read. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Files that cannot be used. */
export class ImportError extends LabError {
  declare readonly code: ImportErrorCode;

  /**
   * @param message what is wrong and where; names the file.
   * @param hint what to do next.
   */
  constructor(code: ImportErrorCode, message: string, hint: string) {
    super(code, readable(message), readable(hint));
  }
}

/** A file that cannot be used, named in the message. */
export const unusable = (file: string, what: string, fix: string): ImportError =>
  new ImportError('file-unusable', `${plainName(file)} ${what}.`, fix);

/** A sentence with whatever a file's name may have smuggled into it taken out. */
export const readable = (sentence: string): string => sentence.replace(INVISIBLE, '');

/** How browsers and Node say that an array was larger than the memory that is left; they have no class for it. */
const NO_MEMORY = /allocation failed|array length|string length|out of memory|too large/i;

/** An allocation that failed, with its cause by name; anything else as it is. */
export const memoryNamed = (error: unknown): unknown =>
  error instanceof RangeError && NO_MEMORY.test(error.message)
    ? new ImportError(
        'too-large',
        'There is not memory enough here for what was opened, though it is below the lab\u2019s own limit.',
        'Close other tabs, or open a part of it: fewer samples, or smaller pictures.',
      )
    : error;

/** What is no fault of the one file: the whole import ends with it. */
const ENDS_ALL: ReadonlySet<ImportErrorCode> = new Set([
  'cancelled',
  'too-large',
  'reader-missing',
]);

/** The line of the left-out table for something thrown while reading one file. */
export function leftOutBy(thrown: unknown, file: string): LeftOut {
  const error = memoryNamed(thrown);
  if (error instanceof ImportError) {
    if (ENDS_ALL.has(error.code)) throw error;
    return { file, reason: error.message, fix: error.hint };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    file,
    reason: `${plainName(file)} could not be read (${reason}).`,
    fix: 'Open it in the program that made it and save it again.',
  };
}

/** For a look at a file that may fail: null, but what ends the whole import goes on. */
export function unlessOverForAll(thrown: unknown): null {
  const error = memoryNamed(thrown);
  if (error instanceof ImportError && ENDS_ALL.has(error.code)) throw error;
  return null;
}

/** @throws ImportError `cancelled` once the signal says so. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new ImportError(
      'cancelled',
      'Opening the files was cancelled.',
      'The data set in use has not been changed.',
    );
  }
}

const LONGEST_NAME = 80;

/** A name from a file as it may be shown: no control or direction marks, one line, not endless. */
export function plainName(name: string): string {
  const plain = name.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  return plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME - 1)}…` : plain;
}

/** A few names in a sentence: `a, b, c and 4 more`. */
export function listNames(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).map(plainName).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
