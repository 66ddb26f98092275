/**
 * From what was opened to files that hold data: archives are unpacked, gzip is undone, and every file gets
 * its kind. Files of the system and texts for people are passed over. Imports this folder only.
 */
import { gunzip } from './archive/gunzip';
import { openZip } from './archive/open-zip';
import { ImportError, leftOutBy, plainName, throwIfCancelled, unusable } from './import-error';
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

/** @throws ImportError `cancelled` and `too-large`; every other fault leaves out its file. */
export async function gather(
  sources: readonly SourceFile[],
  watch: ImportWatch,
  insideArchive = false,
): Promise<Gathered> {
  const files: GatheredFile[] = [];
  const leftOut: LeftOut[] = [];
  const sorted = [...sources].sort((a, b) => comparePaths(a.path, b.path));
  for (const source of sorted) {
    throwIfCancelled(watch.signal);
    const { path } = source;
    const named = kindByName(path);
    if (named === 'ignored') continue;
    if (MEDIA.includes(named)) {
      const { size, blob } = source;
      files.push({ path, size, blob, kind: named, bytes: () => source.bytes() });
      continue;
    }
    try {
      const found = await look(source, watch, insideArchive);
      files.push(...found.files);
      leftOut.push(...found.leftOut);
    } catch (error) {
      leftOut.push(leftOutBy(error, path));
    }
  }
  return { files, leftOut };
}

/** Looks at one file's bytes. */
async function look(
  source: SourceFile,
  watch: ImportWatch,
  insideArchive: boolean,
): Promise<Gathered> {
  const { path, blob } = source;
  if (blob) {
    const start = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
    // an archive may be larger than memory: what is in it is read piece by piece
    const kind = kindByBytes(path, start);
    if (kind === 'zip') return openArchive(blob, path, watch, insideArchive);
    if (kind === 'npz') return { files: [{ ...source, kind }], leftOut: [] };
  }
  checkFileSize(source);
  const bytes = await source.bytes();
  if (bytes.length === 0) {
    throw unusable(path, 'is empty', 'Copy the file again, or leave it out.');
  }
  const kind = kindByBytes(path, bytes);
  if (kind === 'gzip') {
    const inner = await gunzip(bytes, path);
    const bare = path.replace(/\.gz$/i, '');
    return one(bare, inner, kindByBytes(bare, inner));
  }
  if (kind === 'zip') return openArchive(bytes, path, watch, insideArchive);
  if (kind === 'unknown') throw unusable(path, ...unknownKind(path));
  return one(path, bytes, kind);
}

async function openArchive(
  archive: Uint8Array | Blob,
  path: string,
  watch: ImportWatch,
  insideArchive: boolean,
): Promise<Gathered> {
  if (/\.(xlsx|docx|pptx|ods|odt|jar|apk)$/i.test(path)) {
    throw unusable(path, ...unknownKind(path));
  }
  if (insideArchive) {
    throw unusable(path, 'is an archive inside an archive', 'Unpack it first.');
  }
  const opened = await openZip(archive, path, watch);
  const inner = await gather(opened.files, watch, true);
  return { files: inner.files, leftOut: [...opened.leftOut, ...inner.leftOut] };
}

/** Asked before a file is read as a whole. */
function checkFileSize({ path, size }: SourceFile): void {
  if (size <= MOST_FILE_BYTES) return;
  throw new ImportError(
    'too-large',
    `${plainName(path)} has ${(size / 2 ** 30).toFixed(1)} GB; the lab reads files of at most ${MOST_FILE_BYTES / 2 ** 30} GB as a whole.`,
    'Open a part of it: fewer rows, fewer columns, or numbers of fewer bytes.',
  );
}

/** Bytes that are here already are kept, not read twice. */
function one(path: string, bytes: Uint8Array, kind: FileKind): Gathered {
  if (kind === 'unknown') throw unusable(path, ...unknownKind(path));
  const file = { path, size: bytes.length, kind, bytes: () => Promise.resolve(bytes) };
  return { files: [file], leftOut: [] };
}

/** Numbers in names in their order: `view2` before `view10`. */
const comparePaths = (a: string, b: string): number =>
  a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : 1);
