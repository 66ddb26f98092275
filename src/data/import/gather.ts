/**
 * From what was opened to files that hold data: archives are unpacked, gzip is undone, and every file gets
 * its kind. Files of the system and texts for people are passed over. Imports this folder only.
 */
import { gunzip } from './archive/gunzip';
import { openZip } from './archive/open-zip';
import { ImportError, leftOutBy, throwIfCancelled, unusable } from './import-error';
import { type FileKind, kindByBytes, kindByName, unknownKind } from './sniff';
import type { ImportWatch, LeftOut, SourceFile } from './source-file';

/** A file whose kind is known. */
export interface GatheredFile extends SourceFile {
  readonly kind: FileKind;
}

/** What there is to read. */
export interface Gathered {
  readonly files: readonly GatheredFile[];
  readonly leftOut: readonly LeftOut[];
}

/** Kinds that are read as a whole, so that a look at the first bytes costs nothing more. */
const MEDIA: readonly FileKind[] = ['image', 'sound', 'video', 'mesh'];
/** A table or an array beyond this does not fit into a tab beside its numbers. */
const MOST_FILE_BYTES = 2 ** 30;
const MOST_KEPT_BYTES = 1.5 * 2 ** 30;
/** Enough to tell text from numbers, and every kind of file that shows itself. */
const SNIFFED_BYTES = 4096;

/** Where files lie, and what of them is in memory already. */
interface Place {
  readonly isArchive: boolean;
  readonly kept: { bytes: number };
}

/** @throws ImportError `cancelled` and `too-large`; every other fault leaves out its file. */
export async function gather(
  sources: readonly SourceFile[],
  watch: ImportWatch,
  place: Place = { isArchive: false, kept: { bytes: 0 } },
): Promise<Gathered> {
  const files: GatheredFile[] = [];
  const leftOut: LeftOut[] = [];
  const sorted = [...sources].sort((a, b) => comparePaths(a.path, b.path));
  for (const source of sorted) {
    throwIfCancelled(watch.signal);
    const { path } = source;
    const named = kindByName(path);
    if (named === 'ignored') continue;
    try {
      if (MEDIA.includes(named)) {
        checkFileSize(source);
        const { size, blob } = source;
        files.push({ path, size, blob, kind: named, bytes: () => source.bytes() });
        continue;
      }
      const found = await look(source, watch, place);
      // one by one: an archive may hold more files than a call takes arguments
      for (const file of found.files) files.push(file);
      for (const fault of found.leftOut) leftOut.push(fault);
    } catch (error) {
      leftOut.push(leftOutBy(error, path));
    }
  }
  return { files, leftOut };
}

/** Looks at one file's bytes. */
async function look(source: SourceFile, watch: ImportWatch, place: Place): Promise<Gathered> {
  const { path, blob, size } = source;
  if (blob && size > 0) {
    const start = new Uint8Array(await blob.slice(0, SNIFFED_BYTES).arrayBuffer());
    const kind = kindByBytes(path, start);
    // an archive may be larger than memory: what is in it is read piece by piece
    if (kind === 'zip') return openArchive(blob, path, watch, place);
    if (kind === 'npz') return { files: [{ ...source, kind }], leftOut: [] };
    if (kind === 'unknown') throw unusable(path, ...unknownKind(path));
  }
  checkFileSize(source);
  const bytes = await source.bytes();
  keep(bytes, place);
  if (bytes.length === 0) {
    throw unusable(path, 'is empty', 'Copy the file again, or leave it out.');
  }
  const kind = kindByBytes(path, bytes);
  if (kind === 'gzip') {
    const inner = await gunzip(bytes, path);
    const bare = path.replace(/\.gz$/i, '');
    return one(bare, inner, kindByBytes(bare, inner));
  }
  if (kind === 'zip') return openArchive(bytes, path, watch, place);
  if (kind === 'unknown') throw unusable(path, ...unknownKind(path));
  return one(path, bytes, kind);
}

async function openArchive(
  archive: Uint8Array | Blob,
  path: string,
  watch: ImportWatch,
  place: Place,
): Promise<Gathered> {
  if (/\.(xlsx|docx|pptx|ods|odt|jar|apk)$/i.test(path)) {
    throw unusable(path, ...unknownKind(path));
  }
  if (place.isArchive) {
    throw unusable(path, 'is an archive inside an archive', 'Unpack it first.');
  }
  const opened = await openZip(archive, path, watch);
  const inner = await gather(opened.files, watch, { ...place, isArchive: true });
  return { files: inner.files, leftOut: [...opened.leftOut, ...inner.leftOut] };
}

/** Asked before a file is read as a whole. */
function checkFileSize({ path, size }: SourceFile): void {
  if (size <= MOST_FILE_BYTES) return;
  throw unusable(
    path,
    `has ${gigabytes(size)} GB; the lab reads files of at most ${gigabytes(MOST_FILE_BYTES)} GB`,
    'Open a part of it: fewer rows, fewer columns, or numbers of fewer bytes.',
  );
}

/** Counts what stays in memory until it has become samples. */
function keep({ length }: Uint8Array, { kept }: Place): void {
  kept.bytes += length;
  if (kept.bytes <= MOST_KEPT_BYTES) return;
  throw new ImportError(
    'too-large',
    `The tables and arrays that were opened have more than ${gigabytes(MOST_KEPT_BYTES)} GB together.`,
    'Open a part of them: fewer files, or numbers of fewer bytes.',
  );
}

const gigabytes = (bytes: number): string => String(Number((bytes / 2 ** 30).toFixed(1)));

/** Bytes that are here already are kept, not read twice. */
function one(path: string, bytes: Uint8Array, kind: FileKind): Gathered {
  if (kind === 'unknown') throw unusable(path, ...unknownKind(path));
  const file = { path, size: bytes.length, kind, bytes: () => Promise.resolve(bytes) };
  return { files: [file], leftOut: [] };
}

/** Made once: thousands of names are compared. */
const collator = new Intl.Collator('en', { numeric: true });

/** Numbers in names in their order: `view2` before `view10`. */
const comparePaths = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : 1);
