/**
 * Fetches the code that reads a rare kind of file. A page that is kept on this computer has it only once it was
 * used; without a network the person hears that, and not that the file is damaged.
 */
import { ImportError } from '../../import/import-error';

/**
 * @param kind what the code reads, in the plural, e.g. `videos`.
 * @throws ImportError `reader-missing`.
 */
export async function loadReader<T>(kind: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    throw new ImportError(
      'reader-missing',
      `The reader of ${kind} was never loaded on this computer, and it cannot be fetched now.`,
      'Go online once and open such a file; from then on the reader is kept.',
    );
  }
}
