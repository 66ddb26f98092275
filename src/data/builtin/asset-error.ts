/** What is said when a file of the lab's own cannot be read or used. Imports this room only. */
import { DataError } from '../data-error';

/**
 * @param path the file, relative to the folder the page is served from.
 * @param what is wrong with it, the end of a sentence.
 */
export function assetInvalid(path: string, what: string): DataError {
  return new DataError(
    'asset-invalid',
    `The built-in data file ${path} cannot be used: ${what}.`,
    'Reload the page; if it happens again, the file on the server is damaged and must be put there anew.',
  );
}

/** @param reason what reading it ended with. */
export function assetUnreadable(path: string, reason: unknown): DataError {
  const why = reason instanceof Error ? reason.message : String(reason);
  return new DataError(
    'asset-unreadable',
    `The built-in data file ${path} could not be read (${why}).`,
    'Check that the lab is still being served, then reload the page.',
  );
}
