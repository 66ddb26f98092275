/**
 * What a reader says of itself: which files it takes, what it makes of them, and the words by which the page,
 * the command's help and the docs tell people so. A new kind of file is one such description and a line in
 * `readers.ts`. Imports types only.
 */
import type { AnyArray } from './arrays/number-array';
import type { DecodedAudio, DecodedImage, TriangleMesh } from './media/decoders';
import type { ImportWatch, LeftOut, SourceFile } from './source-file';
import type { Table } from './table/table';

/** How a kind of file shows itself in its first bytes. */
export interface Signature {
  /** @param start up to 4096 bytes, or the whole file. */
  readonly test: (start: Uint8Array, path: string) => boolean;
  /**
   * `certain` overrules whatever the file is called; `hint` counts where the name says nothing; `last-resort`
   * where no hint does either.
   */
  readonly weight: 'certain' | 'hint' | 'last-resort';
}

interface Description {
  /** A stable word. */
  readonly id: string;
  /** As people call it, in lists: "CSV", "JSON records". */
  readonly name: string;
  /** Endings that are promised: small letters, no dot. */
  readonly endings: readonly string[];
  /** Endings that are tried as this kind, and promised to nobody. */
  readonly alsoEndings?: readonly string[];
  /** For files that are known by a name rather than an ending. @param name without folders. */
  readonly isNamed?: (name: string) => boolean;
  readonly signature?: Signature;
  /** Who can read it: the command and tests as well, or only where a browser decodes. */
  readonly where: 'anywhere' | 'browser';
  /** What a person should know of it, as a sentence. */
  readonly note?: string;
}

/** A table: rows are samples. */
export interface TableReader extends Description {
  readonly gives: 'table';
  /** @throws ImportError naming the file where it is no such table. */
  readonly read: (bytes: Uint8Array, file: string) => Table | Promise<Table>;
}

/** Arrays whose first axis counts samples. */
export interface ArraysReader extends Description {
  readonly gives: 'arrays';
  /** Whether only the parts that are asked for are read, so that a file may be larger than memory. */
  readonly inPieces?: true;
  /** @throws ImportError naming the file; what fails inside it is left out by name instead. */
  readonly read: (
    file: SourceFile,
    watch: ImportWatch,
  ) => Promise<{ readonly arrays: readonly AnyArray[]; readonly leftOut: readonly LeftOut[] }>;
  /** How a data set of such arrays is called in the report. */
  readonly layout: string;
  /** Makes one set of named arrays of files that only have their names to say how they belong together. */
  readonly join?: (arrays: readonly AnyArray[]) => readonly AnyArray[];
}

/** A picture; `read` where the lab decodes it itself, so that no browser is needed. */
export interface PictureReader extends Description {
  readonly gives: 'image';
  readonly read?: (bytes: Uint8Array, file: string) => DecodedImage | Promise<DecodedImage>;
}

/** A sound; `read` as for pictures. */
export interface SoundReader extends Description {
  readonly gives: 'sound';
  readonly read?: (bytes: Uint8Array, file: string) => DecodedAudio | Promise<DecodedAudio>;
}

/** A video, which the decoders take apart. */
export interface VideoReader extends Description {
  readonly gives: 'video';
}

/** A mesh, which the decoders draw. */
export interface MeshReader extends Description {
  readonly gives: 'mesh';
  readonly read: (bytes: Uint8Array, file: string) => TriangleMesh | Promise<TriangleMesh>;
}

/** A text a sample. By its name it may be a table as well: `text-files.ts` tells the two apart. */
export interface TextReader extends Description {
  readonly gives: 'text';
  /** @throws ImportError naming the file where it is no text. */
  readonly read: (bytes: Uint8Array, file: string) => string;
}

/** What holds other files. */
export interface ArchiveReader extends Description {
  readonly gives: 'files';
  /** A wrapper around one file may lie in an archive of many; an archive of many may not. */
  readonly holds: 'one' | 'many';
  /** What people take it for, where that is no archive. */
  readonly knownAs?: 'table';
  readonly inPieces?: true;
  /**
   * @param archive a blob where `inPieces` and the system has one, its bytes else.
   * @throws ImportError when it is damaged or, unpacked, too large.
   */
  readonly open: (
    archive: Uint8Array | Blob,
    file: string,
    watch: ImportWatch,
  ) => Promise<{ readonly files: readonly SourceFile[]; readonly leftOut: readonly LeftOut[] }>;
}

/** Reads what becomes samples. */
export type ContentReader =
  | TableReader
  | ArraysReader
  | PictureReader
  | SoundReader
  | VideoReader
  | MeshReader
  | TextReader;

export type Reader = ContentReader | ArchiveReader;

/** What a file is read as. */
export type Kind = ContentReader['gives'];

/** A file whose reader is known. */
export interface GatheredFile extends SourceFile {
  /** What `reader` gives. */
  readonly kind: Kind;
  readonly reader: ContentReader;
}

/** Whether something becomes samples by being decoded, one file after the other. */
export const isMedia = ({ gives }: Pick<Reader, 'gives'>): boolean =>
  gives === 'image' ||
  gives === 'sound' ||
  gives === 'video' ||
  gives === 'mesh' ||
  gives === 'text';

/** The pictures, sounds, videos, meshes and texts among files. */
export const mediaOf = (files: readonly GatheredFile[]): GatheredFile[] =>
  files.filter(({ reader }) => isMedia(reader));
