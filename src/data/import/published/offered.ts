/** What is offered of a published set, as plain data, and what must be known for it. Imports types only. */
import type { BackendName } from '../../../protocol/backends';
import type { ModalityKind } from '../../../protocol/data-set';
import type { Settings } from '../../../protocol/settings';
import type { PublishedSettings } from './published-settings';

/** How files are read. */
export type PublishedReading = PublishedSettings['data'] & Pick<Settings['data'], 'mostSamples'>;

/** A way to read the files that the lab can hold. */
export interface OfferedWay {
  /** What a button says. */
  readonly name: string;
  /** What is special about it and what it takes, a sentence. */
  readonly text: string;
  readonly data: PublishedReading;
  /** As published, or as many rows as the memory can train. */
  readonly batchSize: number;
}

/** The published settings for what was opened, and their price. */
export interface PublishedOffer {
  readonly settings: PublishedSettings;
  /** The settings, as the end of a sentence. */
  readonly words: string;
  /** Why the files cannot all be read as published, a sentence; null where they can. */
  readonly tooMany: string | null;
  /** On each back end. */
  readonly ways: Readonly<Record<BackendName, readonly OfferedWay[]>>;
}

/** What was found before anything was decoded. */
export interface FoundSamples {
  /** Of each modality. */
  readonly kinds: readonly ModalityKind[];
  readonly all: number;
  /** For training; as many as the shares give where no list says. */
  readonly train: number;
}
