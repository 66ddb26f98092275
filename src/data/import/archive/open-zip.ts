/**
 * A ZIP as a list of files, read with zip.js. What could hurt is refused before anything is unpacked:
 * paths that lead out, links, encrypted or overlapping entries, sizes and ratios beyond reason. Nothing is
 * ever written to a disk here; the checks keep memory and names sound. Imports this folder only.
 */
import {
  BlobReader,
  configure,
  type FileEntry,
  Uint8ArrayReader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { ImportError, plainName, throwIfCancelled, unusable } from '../import-error';
import type { ArchiveReader } from '../reader';
import { breatheAt, type ImportWatch, type LeftOut, type SourceFile } from '../source-file';
import { type EntryStarts, PACK_AGAIN, unpackEntry } from './unpack-entry';

// this runs in a worker already, or in Node; a second worker would gain nothing
configure({ useWebWorkers: false });

/** Deflate cannot do better than 1032 to 1; real tables and pictures stay far below this. */
const MOST_RATIO = 500;
const SMALL_BYTES = 1_000_000;
/** Of an archive that lies in memory itself, and of one that is read piece by piece. */
const MOST_TOTAL_BYTES = 2 ** 31;
const MOST_STREAMED_BYTES = 2 ** 36;
const MOST_ENTRIES = 200_000;
const METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'BZIP2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  97: 'WavPack',
  98: 'PPMd',
};
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

export const zip: ArchiveReader = {
  id: 'zip',
  name: 'ZIP',
  endings: ['zip'],
  signature: { test: isZip, weight: 'certain' },
  gives: 'files',
  holds: 'many',
  inPieces: true,
  where: 'anywhere',
  note: 'A folder packed; it is read as the folder would be.',
  open: openZip,
};

/** What a ZIP holds. */
export interface OpenedZip {
  readonly files: readonly SourceFile[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * @param archive its bytes, or a blob of which only what is asked for is read.
 * @throws ImportError when it is no ZIP, or as a whole too large.
 */
export async function openZip(
  archive: Uint8Array | Blob,
  file: string,
  watch: ImportWatch = {},
): Promise<OpenedZip> {
  const reader = new ZipReader(
    archive instanceof Uint8Array ? new Uint8ArrayReader(archive) : new BlobReader(archive),
  );
  const files: SourceFile[] = [];
  const leftOut: LeftOut[] = [];
  const taken = new Set<string>();
  const offsets: number[] = [];
  const most = archive instanceof Uint8Array ? MOST_TOTAL_BYTES : MOST_STREAMED_BYTES;
  /** Keeps of the entry of zip.js, which is large, what is needed. */
  const unpacking = (entry: FileEntry) => {
    const { filename } = entry;
    const place = {
      offset: entry.offset ?? 0,
      method: entry.compressionMethod,
      packedSize: entry.compressedSize,
      size: entry.uncompressedSize,
      crc: entry.crc32 ?? 0,
    };
    return () => {
      starts ??= Float64Array.from(offsets).sort();
      const named = `The entry "${plainName(filename)}" of ${plainName(file)}`;
      return unpackEntry(archive, place, starts, named);
    };
  };
  let starts: EntryStarts | null = null;
  let total = 0;
  let entries = 0;
  let promised = 0;
  const options = {
    filenameValidation: 'tolerant',
    onprogress: async (_done: number, all: number) => {
      promised = all;
    },
  } as const;
  try {
    for await (const entry of reader.getEntriesGenerator(options)) {
      await breatheAt(entries);
      throwIfCancelled(watch.signal);
      if (promised > MOST_ENTRIES)
        throw tooLarge(
          file,
          `${promised.toLocaleString('en-US')} files; at most ${MOST_ENTRIES.toLocaleString('en-US')} are read`,
        );
      watch.onProgress?.({ stage: 'listing', done: entries, total: promised, file });
      if (++entries > MOST_ENTRIES)
        throw tooLarge(file, `more than ${MOST_ENTRIES.toLocaleString('en-US')} files`);
      offsets.push(entry.offset ?? 0);
      if (entry.directory) continue;
      const name = entry.filename;
      const fault = faultOf(entry, taken);
      if (fault) {
        leftOut.push({
          file: `${file}/${plainName(name)}`,
          reason: `The entry "${plainName(name)}" of ${file} ${fault}.`,
          fix: PACK_AGAIN,
        });
        continue;
      }
      total += entry.uncompressedSize;
      if (total > most) {
        throw tooLarge(file, `more than ${most / 2 ** 30} GB of files`);
      }
      taken.add(name);
      files.push({
        path: name.replaceAll('\\', '/'),
        size: entry.uncompressedSize,
        bytes: unpacking(entry),
      });
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw unusable(file, 'is not a whole ZIP file', 'Copy or download it again.');
  }
  return { files, leftOut };
}

/** Why an entry is not used, as the rest of a sentence; null when nothing speaks against it. */
function faultOf(entry: FileEntry, taken: ReadonlySet<string>): string | null {
  const { filename, compressionMethod, compressedSize, uncompressedSize } = entry;
  const path = filename.replaceAll('\\', '/');
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'has an absolute path';
  if (path.split('/').includes('..')) return 'has a path that leads out of the archive';
  if (path.includes('\0')) return 'has a damaged name';
  if (taken.has(filename)) return 'is there twice';
  if (entry.symlink) return 'is a link to another file';
  if (entry.encrypted) return 'is encrypted';
  if (compressionMethod !== 0 && compressionMethod !== 8) {
    const method = METHODS[compressionMethod] ?? `number ${compressionMethod}`;
    return `is packed with the method ${method}, which the lab does not read`;
  }
  const ratio = uncompressedSize / Math.max(1, compressedSize);
  if (uncompressedSize > SMALL_BYTES && ratio > MOST_RATIO) {
    return `would grow ${Math.round(ratio)}-fold when unpacked, as only a trap does`;
  }
  return null;
}

const tooLarge = (file: string, what: string) =>
  new ImportError('too-large', `${plainName(file)} holds ${what}.`, 'Open a smaller part of it.');
