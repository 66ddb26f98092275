/** What is offered of a published set, as plain data, and what must be known for it. Imports types only. */
import type { ModalityKind } from '../../../protocol/data-set';
import type { Settings } from '../../../protocol/settings';
import type { PublishedSettings } from './published-settings';

/** One way to read the files, and what training on it takes. */
export interface PublishedWay {
  readonly data: PublishedSettings['data'] & Pick<Settings['data'], 'mostSamples'>;
  /** What is special about it, as the beginning of a sentence; null where nothing is. */
  readonly special: string | null;
  readonly samples: number;
  /** Floating-point operations of one run in one epoch: a training step is worth three forward passes. */
  readonly operationsPerEpoch: number;
  /** What a run keeps for each row of a batch: values and gradients. */
  readonly bytesPerRow: number;
  readonly bytesPerSample: number;
}

/** The published settings for what was opened, and their price. */
export interface PublishedOffer {
  readonly settings: PublishedSettings;
  /** The settings, as the end of a sentence. */
  readonly words: string;
  /** All samples at the published sizes. */
  readonly whole: PublishedWay;
  /** What the lab holds where it does not hold that: some of the samples, and all of them at sizes that fit. */
  readonly instead: { readonly fewer: PublishedWay; readonly smaller: PublishedWay | null } | null;
  /** Weights of a run, their gradients, and their moments. */
  readonly weightBytes: number;
}

/** What was found before anything was decoded. */
export interface FoundSamples {
  /** Of each modality. */
  readonly kinds: readonly ModalityKind[];
  readonly all: number;
  /** For training; as many as the shares give where no list says. */
  readonly train: number;
}
