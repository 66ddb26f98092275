/** A ZIP in memory. The same files are the same bytes: nothing says when they were made. */
import {
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';

/** The first ZIP's year. */
const NO_DATE = new Date(1980, 0, 1);

export interface ZippedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export async function zip(files: readonly ZippedFile[]): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { path, bytes } of files) {
    await writer.add(path, new Uint8ArrayReader(bytes), {
      lastModDate: NO_DATE,
      extendedTimestamp: false,
    });
  }
  return writer.close();
}
