/**
 * What the page and the thread that reads a person's files say to each other: requests are imperative, events
 * are in the past tense, and `id` says which request an event answers. Types only.
 */
import type { DataSet } from '../../protocol/data-set';
import type { Failure } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import type { LabNotes } from '../import/archive/lab-file';
import type { Guide } from '../import/guide';
import type { ReadResult } from '../import/import-keeper';
import type { DecodedAudio } from '../import/media/decoders';
import type { Offer } from '../import/offer';
import type { PublishedOffer } from '../import/published/offered';
import type { ImportProgress, LeftOut } from '../import/source-file';

/** A file of this computer and where it lay in what was opened. */
export interface PickedFile {
  /** With `/` between folders, relative to what was opened. */
  readonly path: string;
  readonly file: File;
  /** The folder that its content lies in, an archive's too, where several choices are put side by side. */
  readonly within?: string | undefined;
}

/** A data set as one file: where it goes, and what is written down beside the files. */
export interface PackWish extends LabNotes {
  /** Into this browser, under the name of the set; or into a file that the page gets. */
  readonly into: 'browser' | 'file';
  /** A list of the samples; of the files where absent. */
  readonly manifest?: string | undefined;
}

/** What of the settings an import needs, and the name of the data set. */
export interface ImportWish {
  readonly settings: Settings;
  readonly name: string;
}

export type ImportRequest =
  /** The thread knows what it reads; the page has none of its code. */
  | { readonly kind: 'tell-guide'; readonly id: number }
  /** Files come in several such messages, so that none holds the page up. */
  | {
      readonly kind: 'add-files';
      readonly id: number;
      readonly files: readonly PickedFile[];
      readonly leftOut: readonly LeftOut[];
    }
  | ({ readonly kind: 'read-files'; readonly id: number } & ImportWish)
  | ({ readonly kind: 'deliver-data'; readonly id: number } & ImportWish)
  /** What the lab wrote down in a file of its own. */
  | { readonly kind: 'tell-notes'; readonly id: number }
  /** One more sample, read as those of the last reading were. */
  | ({
      readonly kind: 'read-sample';
      readonly id: number;
      readonly files: readonly PickedFile[];
    } & ImportWish)
  | ({ readonly kind: 'pack-files'; readonly id: number } & PackWish)
  | { readonly kind: 'cancel'; readonly id: number }
  /** Null where the page could not decode it either. */
  | { readonly kind: 'take-sound'; readonly id: number; readonly sound: DecodedAudio | null };

export type ImportEvent =
  | { readonly kind: 'guide-told'; readonly id: number; readonly guide: Guide }
  /** Sizes are asked for in the thread: on the page each would be a look at the disk. */
  | { readonly kind: 'files-added'; readonly id: number; readonly bytes: number }
  | { readonly kind: 'progressed'; readonly id: number; readonly progress: ImportProgress }
  | { readonly kind: 'offered'; readonly id: number; readonly offer: Offer }
  | {
      readonly kind: 'published-offered';
      readonly id: number;
      readonly offer: PublishedOffer;
    }
  | { readonly kind: 'files-read'; readonly id: number; readonly result: ReadResult }
  | { readonly kind: 'data-delivered'; readonly id: number; readonly dataSet: DataSet }
  | { readonly kind: 'notes-told'; readonly id: number; readonly notes: LabNotes | null }
  /** Numbers of the files by modality; null for one that no file is of. */
  | {
      readonly kind: 'sample-read';
      readonly id: number;
      readonly values: readonly (Float32Array | null)[];
    }
  /** The file, unless it went into the browser. */
  | { readonly kind: 'files-packed'; readonly id: number; readonly file: Blob | null }
  | { readonly kind: 'request-failed'; readonly id: number; readonly failed: Failure }
  /** A sound that only the page can decode; answered by `take-sound`. */
  | { readonly kind: 'sound-needed'; readonly id: number; readonly bytes: ArrayBuffer };
