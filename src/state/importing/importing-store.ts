/**
 * What is known of opening a person's own files: the import being looked at, and the one in use. Filled by
 * `importing.ts`; holds no files and no samples but a few previews.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImportJob } from '../../data/page/import-job';
import type { Picked } from '../../data/page/picked-files';
import type { ProposedTraining } from '../../data/starting-settings';
import type { DataSetSummary } from '../../protocol/data-set';
import type { Failure } from '../../protocol/failure';

type Answer<T extends keyof ImportJob> = Awaited<ReturnType<ImportJob[T]>>;
type Watch = Parameters<ImportJob['read']>[1];

/** What was read, for the report. */
export type ImportReport = Answer<'read'>['report'];
/** The parts a person may choose from, and what each is used as. */
export type Offer = NonNullable<ImportReport['offer']>;
/** What can be opened, in the words of the readers. */
export type Guide = Answer<'guide'>;
export type ImportProgress = Parameters<Watch['onProgress']>[0];

/** How files are understood, where it is not left to the lab. */
export type FileChoices = NonNullable<Picked['choices']>;

/** A reading that came to an end. */
export interface Reading {
  readonly report: ImportReport;
  readonly summary: DataSetSummary;
  readonly durationMs: number;
  readonly choices: FileChoices;
  /** How long it is proposed to train on them; null where an experiment of their own says it. */
  readonly training: ProposedTraining | null;
}

/** Files that were opened. */
export interface Import {
  /** The data set's name: the folder's or file's. */
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  /** `gathering`: the names are being collected; `reading`: their contents. */
  readonly phase: 'gathering' | 'reading' | 'read' | 'failed';
  readonly progress: ImportProgress | null;
  readonly offer: Offer | null;
  /** The published settings for these files, and their price; null where they are of no set that has any. */
  readonly published: ImportReport['published'];
  /** Of the reading in progress or the last one. */
  readonly choices: FileChoices;
  /** The last reading that succeeded; stays while the files are read anew. */
  readonly reading: Reading | null;
  /** Why the last reading failed. */
  readonly failure: Failure | null;
}

export interface ImportingState {
  /** Whether the sheet with the import is on the screen. */
  readonly shown: boolean;
  /** Whether it says what can be opened. */
  readonly guide: boolean;
  /** What can be opened, once the thread that reads has said so; why it could not; or null, not asked yet. */
  readonly told: Guide | Failure | null;
  /** The import that is looked at; it may be the one in use. */
  readonly current: Import | null;
  /** The import whose data can be trained on. */
  readonly inUse: { readonly name: string; readonly reading: Reading } | null;
}

export type ImportingStore = StoreApi<ImportingState>;

export const createImportingStore = (): ImportingStore =>
  createStore<ImportingState>(() => ({
    shown: false,
    guide: false,
    told: null,
    current: null,
    inUse: null,
  }));
