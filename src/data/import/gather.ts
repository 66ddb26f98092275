/**
 * From what was opened to files that hold data: archives are unpacked, wrappers undone, and every file gets
 * its reader. Files of the system and texts for people are passed over. Imports this folder only.
 */
import { formatsInWords } from './guide';
import { ImportError, leftOutBy, throwIfCancelled, unusable } from './import-error';
import { recordedSound } from './media/decoded-kinds';
import { holdsOnlySound } from './media/sound-only';
import { isOldVideo } from './media/video-kind';
import {
  type ArchiveReader,
  type ContentReader,
  type GatheredFile,
  isMedia,
  type Reader,
} from './reader';
import { passedOver, readerByBytes, readerByName, SNIFFED_BYTES } from './sniff';
import {
  breatheAt,
  folderOf,
  type ImportWatch,
  type LeftOut,
  type SourceFile,
  stemOf,
} from './source-file';
import { unreadKind } from './unread';
import { MOST_POINTER_BYTES, whatItIs } from './what-it-is';

/** What there is to read. */
export interface Gathered {
  readonly files: readonly GatheredFile[];
  readonly leftOut: readonly LeftOut[];
  /** What lies beside the data without being data. */
  readonly ignored: readonly LeftOut[];
}

/** A table or an array beyond this does not fit into a tab beside its numbers. */
const MOST_FILE_BYTES = 2 ** 30;
const MOST_KEPT_BYTES = 1.5 * 2 ** 30;

/** Where files lie, what of them is in memory already, and how to go on. */
interface Place {
  readonly readers: readonly Reader[];
  readonly watch: ImportWatch;
  /** What holds these files, where it is not a folder or a choice of files. */
  readonly inside: ArchiveReader['holds'] | null;
  /** Folders in which several archives were opened, so that the name of each goes before its paths. */
  readonly several: ReadonlySet<string>;
  readonly kept: { bytes: number };
}

/** @throws ImportError `cancelled` and `too-large`; every other fault leaves out its file. */
export function gather(
  sources: readonly SourceFile[],
  readers: readonly Reader[],
  watch: ImportWatch,
): Promise<Gathered> {
  const archives = sources.filter(({ path }) => {
    const reader = readerByName(path, readers);
    return reader?.gives === 'files' && reader.holds === 'many';
  });
  const folders = archives.map(({ within = '' }) => within);
  const several = new Set(folders.filter((folder, at) => folders.indexOf(folder) !== at));
  return gatherAt(sources, { readers, watch, inside: null, several, kept: { bytes: 0 } });
}

async function gatherAt(sources: readonly SourceFile[], place: Place): Promise<Gathered> {
  const { readers, watch } = place;
  const files: GatheredFile[] = [];
  const leftOut: LeftOut[] = [];
  const ignored: LeftOut[] = [];
  const sorted = [...sources].sort((a, b) => comparePaths(a.path, b.path));
  for (const [at, source] of sorted.entries()) {
    await breatheAt(at);
    throwIfCancelled(watch.signal);
    const { path } = source;
    watch.onProgress?.({ stage: 'sorting', done: at, total: sorted.length, file: path });
    const why = passedOver(path, readers);
    if (why) {
      ignored.push({ file: path, reason: `${path} ${why}, not data.`, fix: 'Leave it at that.' });
      continue;
    }
    try {
      const named = readerByName(path, readers);
      // media are read as a whole when their turn comes, so that a look at the first bytes would cost a reading
      const found = isMediaReader(named)
        ? await fromDisk(source, await byTracks(source, named))
        : await look(source, place);
      // one by one: an archive may hold more files than a call takes arguments
      for (const file of found.files) files.push(file);
      for (const fault of found.leftOut) leftOut.push(fault);
      for (const file of found.ignored) ignored.push(file);
    } catch (error) {
      leftOut.push(leftOutBy(error, path));
    }
  }
  return { files, leftOut, ignored };
}

const isMediaReader = (reader: Reader | null): reader is ContentReader =>
  reader !== null && isMedia(reader);

/** What may hold pictures and sound is a sound where it holds no pictures. */
async function byTracks(source: SourceFile, named: ContentReader): Promise<ContentReader> {
  if (named.gives !== 'video' || isOldVideo(source.path)) return named;
  return (await holdsOnlySound(source)) ? recordedSound : named;
}

/** Looks at one file's bytes. */
async function look(source: SourceFile, place: Place): Promise<Gathered> {
  const { path, blob, size } = source;
  const { readers } = place;
  if (blob && size > 0) {
    const start = new Uint8Array(await blob.slice(0, SNIFFED_BYTES).arrayBuffer());
    const other = whatItIs(start, path);
    if (other) throw unusable(path, ...other);
    const reader = readerByBytes(path, start, readers);
    if (!reader) throw unread(path, readers);
    // an archive may be larger than memory: what is in it is read piece by piece
    if (reader.gives === 'files') {
      if (reader.inPieces) return openArchive(reader, blob, source, place);
    } else if (isMedia(reader)) {
      return fromDisk(source, reader);
    } else if (reader.gives === 'arrays' && reader.inPieces) {
      return one(source, reader);
    }
  }
  checkFileSize(source);
  const bytes = await source.bytes();
  if (bytes.length === 0) {
    throw unusable(path, 'is empty', 'Copy the file again, or leave it out.');
  }
  const other = whatItIs(bytes.subarray(0, SNIFFED_BYTES), path);
  if (other) throw unusable(path, ...other);
  const reader = readerByBytes(path, bytes, readers);
  if (!reader) throw unread(path, readers);
  // what a wrapper held is counted in its place
  if (reader.gives !== 'files' || reader.holds === 'many') keep(bytes, place);
  if (reader.gives === 'files') return openArchive(reader, bytes, source, place);
  // bytes that are here already are kept, not read twice
  const { archiveAt } = source;
  return one({ path, size: bytes.length, archiveAt, bytes: async () => bytes }, reader);
}

async function openArchive(
  reader: ArchiveReader,
  archive: Uint8Array | Blob,
  { path, within = '' }: SourceFile,
  place: Place,
): Promise<Gathered> {
  const program = unreadKind(path);
  if (program) throw unusable(path, ...program);
  if (place.inside === 'one' || (place.inside === 'many' && reader.holds === 'many')) {
    throw unusable(path, 'is an archive inside an archive', 'Unpack it first.');
  }
  const opened = await reader.open(archive, path, place.watch);
  const isOne = reader.holds === 'one';
  const isOneOfSeveral = place.several.has(within) && !isOne;
  // archives of a folder's folders: which one they lie in says something
  const where = within === '' && isOneOfSeveral ? folderOf(path) : within;
  const folder = where === '' || isOne ? '' : `${where}/`;
  const before = folder + (isOneOfSeveral ? `${stemOf(path)}/` : '');
  const isNamed = isOneOfSeveral && reader.knownAs === undefined;
  const archiveAt = isNamed ? (folder.match(/\//g)?.length ?? 0) : undefined;
  const files = opened.files.map((file) => ({ ...file, path: before + file.path, archiveAt }));
  const inner = await gatherAt(files, { ...place, inside: reader.holds });
  return { ...inner, leftOut: [...opened.leftOut, ...inner.leftOut] };
}

const one = (source: SourceFile, reader: ContentReader): Gathered => {
  const { path, size, blob, archiveAt } = source;
  const file = {
    path,
    size,
    blob,
    archiveAt,
    kind: reader.gives,
    reader,
    bytes: () => source.bytes(),
  };
  return { files: [file], leftOut: [], ignored: [] };
};

/** A file that is decoded when its turn comes; one too small for what it is called is looked at now. */
async function fromDisk(file: SourceFile, reader: ContentReader): Promise<Gathered> {
  checkFileSize(file);
  if (file.size > 0 && file.size < MOST_POINTER_BYTES) {
    const other = whatItIs(await file.bytes(), file.path);
    if (other) throw unusable(file.path, ...other);
  }
  return one(file, reader);
}

/** The sentence about a file that nothing reads. */
const unread = (path: string, readers: readonly Reader[]): ImportError =>
  unusable(
    path,
    ...(unreadKind(path) ??
      (['is of a kind the lab does not read', `Open ${formatsInWords(readers)}.`] as const)),
  );

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

/** Made once: thousands of names are compared. */
const collator = new Intl.Collator('en', { numeric: true });

/** Numbers in names in their order: `view2` before `view10`. */
const comparePaths = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : 1);
