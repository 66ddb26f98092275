/**
 * What an import reads from: named files with their bytes on demand, from a folder, a ZIP, a drop on the
 * page or Node's disk. Also the words an import answers with. Imports types only.
 */
import type { Offer } from './offer';
import type { FoundSamples, PublishedOffer } from './published/offered';

/** One file, not read yet. */
export interface SourceFile {
  /** Path with `/` between folders, relative to what was opened, e.g. `recordings/0_ann_1.wav`. */
  readonly path: string;
  /** Bytes, as far as the system that holds the file says. */
  readonly size: number;
  /** The same bytes as the system keeps them, where it does: a part of them can be read, or played, without the rest. */
  readonly blob?: Blob | undefined;
  /** The folder that whoever opened it put it into: files in an archive then lie in it too. */
  readonly within?: string | undefined;
  /** Of files of one of several archives: in how many folders the one lies that is called like the archive. */
  readonly archiveAt?: number | undefined;
  bytes(): Promise<Uint8Array>;
}

/** Something that was not used: which file (or rows of it), why, and what to do. */
export interface LeftOut {
  readonly file: string;
  readonly reason: string;
  readonly fix: string;
  /** How many of the unit are concerned; one where absent. */
  readonly count?: number;
  /** What is counted; files where absent. */
  readonly unit?: 'file' | 'row' | 'sample' | 'column';
}

/** How far the reading has come. */
export interface ImportProgress {
  /**
   * `listing` the entries of an archive, then `sorting` files by what they are, before anything is read whole; tables of
   * readings are sorted once more, by what is in them, before `cutting` recordings.
   */
  readonly stage: 'listing' | 'sorting' | 'reading' | 'cutting' | 'decoding';
  readonly done: number;
  readonly total: number;
  /** The file in hand. */
  readonly file: string;
}

/** What an import calls back with, and how it is stopped. */
export interface ImportWatch {
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Told before anything is guessed, so that a person can choose where guessing fails. */
  readonly onOffer?: ((offer: Offer) => void) | undefined;
  /** Told before anything is decoded. */
  readonly onPaired?: ((found: FoundSamples) => void) | undefined;
  /** Told then too, of a published set. */
  readonly onPublished?: ((offer: PublishedOffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** So many small steps take a few milliseconds. */
export const STEPS_BETWEEN = 500;

/**
 * Lets what came meanwhile be heard, a wish to cancel above all: reading from memory would not stop for it by itself.
 * @param done steps so far; waits at every five-hundredth only.
 */
export async function breatheAt(done: number): Promise<void> {
  if (done > 0 && done % STEPS_BETWEEN === 0)
    await new Promise((resolve) => setTimeout(resolve, 0));
}

/** Last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Last part of a path without its extension: `a/b.c.csv` gives `b.c`. */
export function stemOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** Extension in small letters without its dot; empty where there is none. */
export function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** Folder of a path, without a slash at its end; empty for a file at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
