/**
 * What every layout hands over: samples in the numbers of their files, with their class in words, before
 * splitting and standardising. `assemble` makes a data set of it. Imports the protocol's types and this folder.
 */
import type { Modality, SplitName } from '../../protocol/data-set';
import { freeShortName } from '../../protocol/short-name';
import { ImportError, plainName } from './import-error';
import type { Meaning } from './meaning/meaning';
import type { Recording } from './media/decoders';
import type { Offer } from './offer';
import type { GatheredFile } from './reader';
import type { LeftOut } from './source-file';

/** One modality, raw. */
export interface RawModality
  extends Pick<
    Modality,
    'id' | 'name' | 'kind' | 'shape' | 'featureNames' | 'isPhoto' | 'present'
  > {
  /** `[samples, ...shape]` row-major; NaN where a sample lacks the modality. */
  readonly data: Float32Array;
  /** How each sample sounds, `[samples]`; absent where nobody listens. */
  readonly recordings?: readonly (Recording | null)[];
  /** What each sample says, `[samples]`, whole, null where it lacks the modality; absent where the modality has no words. */
  readonly texts?: readonly (string | null)[];
  /** One mean and deviation for all numbers (pictures, sounds), per feature (columns with units) or per channel (series). */
  readonly standardise: 'global' | 'per-feature' | 'per-channel';
}

/** Reads one more sample as the others were: numbers of every modality, null for one that no file is of. */
export type ReadAnother = (
  files: readonly GatheredFile[],
) => Promise<readonly (Float32Array | null)[]>;

/** Samples as read; every list has one entry per sample. */
export interface RawSamples {
  /** How the files were understood, in words: "table", "NPZ arrays" ... */
  readonly layout: string;
  readonly modalities: readonly RawModality[];
  readonly labels: readonly string[];
  /** Nicer names of some labels, e.g. `0` is `setosa`. */
  readonly classNames?: ReadonlyMap<string, string> | undefined;
  /** Official split; null where the files give none. */
  readonly splits: readonly SplitName[] | null;
  /** Groups that stay together; null where there is none. */
  readonly groups: readonly string[] | null;
  /** Whether pictures, sounds or series were measured, so that their sizes can be chosen. */
  readonly isMedia?: boolean;
  /** What a person may decide differently; absent where the layout leaves nothing open. */
  readonly offer?: Offer;
  /** Absent where a sample is more than files that are decoded. */
  readonly another?: ReadAnother;
  /** The id of the published set that the names of the files speak of; absent for any other. */
  readonly published?: string;
  /** What was taken for what. */
  readonly meaning: Meaning;
  readonly leftOut: readonly LeftOut[];
  /** Files that are no data and stand in nobody's way. */
  readonly ignored?: readonly LeftOut[];
  /** What was chosen or guessed, a sentence each. */
  readonly choices: readonly string[];
}

const SPLIT_WORDS: Readonly<Record<string, SplitName>> = {
  train: 'train',
  training: 'train',
  trn: 'train',
  '0': 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  dev: 'validation',
  '1': 'validation',
  test: 'test',
  testing: 'test',
  tst: 'test',
  '2': 'test',
};

/** The split that a word names (`train`, `val`, `2` ...); null for any other word. */
export const splitNamed = (word: string): SplitName | null =>
  SPLIT_WORDS[word.trim().toLowerCase()] ?? null;

/** Numbers that fit into a tab beside everything else: 1 GiB of float32. */
const MOST_NUMBERS = 2 ** 28;

/** How many samples of so many numbers fit. */
export const mostSamples = (numbersEach: number): number => Math.floor(MOST_NUMBERS / numbersEach);

/**
 * Estimates before anything is decoded.
 * @param mend how fewer of them are had.
 * @throws ImportError `too-large` with the numbers and a way out.
 */
export function checkRoom(
  what: string,
  samples: number,
  numbersEach: number,
  mend = 'Open a part of it',
): void {
  const numbers = samples * numbersEach;
  if (numbers <= MOST_NUMBERS) return;
  const gigabytes = ((numbers * 4) / 2 ** 30).toFixed(1);
  throw new ImportError(
    'too-large',
    `${plainName(what)} would need ${gigabytes} GB: ${samples} samples of ${numbersEach} numbers each; the lab takes at most ${(MOST_NUMBERS * 4) / 2 ** 30} GB.`,
    `${mend}, at most ${mostSamples(numbersEach)} such samples, or smaller pictures.`,
  );
}

/** A key for settings paths from any name; `taken` stay unique. */
export const keyFor = (name: string, taken: readonly string[] = []): string =>
  freeShortName(name, taken, 'modality');

/** A name as a person writes it: `bill_length` gives `Bill length`. */
export function titleFor(name: string): string {
  const words = plainName(name).replace(/[_-]+/g, ' ').trim();
  return words === '' ? 'Modality' : words.charAt(0).toUpperCase() + words.slice(1);
}
