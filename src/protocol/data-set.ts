/**
 * A data set as every room sees it: plain typed arrays with names, licence and notes.
 * Rooms pass it whole; importers and generators in `data` make it.
 */

/** What one modality's numbers may be, so that a view knows how to draw or play them. */
export const MODALITY_KINDS = [
  'vector',
  'image',
  'audio',
  'video',
  'flow',
  'series',
  'text',
] as const;
export type ModalityKind = (typeof MODALITY_KINDS)[number];

/**
 * Sound files to listen to, where `data` hold features made from them. Plain numbers and names, so that
 * it travels between threads; a player fetches a file only when somebody wants to hear it.
 */
export interface Clips {
  /** Addresses: relative to the folder the page is served from, or `blob:` for a person's own files. */
  readonly files: readonly string[];
  /** Where each recording is: a file's number, and the part of it, in seconds. */
  readonly recordings: readonly {
    readonly file: number;
    readonly startS: number;
    readonly durationS: number;
  }[];
  /** Which recording each sample plays, `[samples]`; samples may share one. */
  readonly recordingOf: Int32Array;
}

/** One modality has nothing to compete with; more than six lanes fit on no page. */
export const FEWEST_MODALITIES = 2;
export const MOST_MODALITIES = 6;

/** One channel of every sample. */
export interface Modality {
  /** Short key used in settings paths and colours, e.g. `picture`. */
  readonly id: string;
  /** What a person reads, e.g. "Picture". */
  readonly name: string;
  readonly kind: ModalityKind;
  /** Shape of one sample: `[features]`, `[height, width, channels]` for images, `[length, channels]` for series. */
  readonly shape: readonly number[];
  /** `[samples, ...shape]` row-major, already normalised with the training split's statistics. */
  readonly data: Float32Array;
  /**
   * How to get back from `data` to the numbers people know: `raw = data * scale + shift`, one for all numbers, or a list
   * that recurs: per feature, per channel of a series.
   */
  readonly normalisation: { readonly shift: readonly number[]; readonly scale: readonly number[] };
  /** Names of the features of a vector modality, or of the channels of a series, in order. */
  readonly featureNames?: readonly string[];
  /** Pictures that came as pictures: drawn with their own black and white, not as ink on the page's ground. */
  readonly isPhoto?: boolean;
  /** How its samples sound. */
  readonly clips?: Clips;
  /** `[samples]`, 1 where the sample has this modality, 0 where it lacks it and `data` are 0; absent where all have it. */
  readonly present?: Uint8Array;
  /**
   * What its samples say, `[samples]`, shortened, null where one lacks it; the numbers are counts of their words or
   * letters.
   */
  readonly texts?: readonly (string | null)[];
}

/** What one sample says, by modality; null for a modality without words. */
export type SampleTexts = readonly (string | null)[];

/** Whether a sample has a modality. */
export const isPresent = ({ present }: Pick<Modality, 'present'>, row: number): boolean =>
  present === undefined || present[row] === 1;

/** The samples among these that have every modality. */
export const completeAmong = (
  rows: Int32Array,
  modalities: readonly Pick<Modality, 'present'>[],
): Int32Array =>
  modalities.some(({ present }) => present !== undefined)
    ? rows.filter((row) => modalities.every((modality) => isPresent(modality, row)))
    : rows;

/** Which split a sample belongs to. */
export type SplitName = 'train' | 'validation' | 'test';

/** Sample numbers (rows of every modality's `data`) of each split. */
export type SplitIndices = Readonly<Record<SplitName, Int32Array>>;

/** Where the data come from, for the card and the licence line. */
export interface Provenance {
  readonly origin: string;
  readonly licence: string;
}

/** Something the importer did or left out, in words for the page. */
export interface DataNote {
  readonly message: string;
  /** How many samples the note is about, when that can be counted. */
  readonly count?: number;
}

/** A multimodal, labelled data set with its split. */
export interface DataSet {
  readonly id: string;
  readonly name: string;
  readonly classNames: readonly string[];
  readonly provenance: Provenance;
  readonly modalities: readonly Modality[];
  /** Class of each sample, `[samples]`, in `0..classNames.length - 1`. */
  readonly labels: Int32Array;
  readonly split: SplitIndices;
  readonly notes: readonly DataNote[];
}

/** What a thread gives away with a data set: it may be most of what a tab can hold, so it is not copied. */
export function buffersOf({ labels, split, modalities }: DataSet): ArrayBuffer[] {
  // masks are small, and a copy each: several threads may be given the same data set
  const arrays = [labels, ...Object.values(split), ...modalities.map(({ data }) => data)];
  const buffers = new Set(arrays.map(({ buffer }) => buffer));
  // memory that threads share is nobody's to give away
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}

/** The part of a data set that fits on a card: no sample arrays but a few previews. */
export interface DataSetSummary {
  readonly id: string;
  readonly name: string;
  readonly classNames: readonly string[];
  readonly provenance: Provenance;
  readonly modalities: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: ModalityKind;
    readonly shape: readonly number[];
    readonly featureNames?: readonly string[];
    readonly isPhoto?: boolean;
    readonly clips?: Clips;
    /** How many samples of each split lack it; absent where none does. */
    readonly lacking?: Readonly<Record<SplitName, number>>;
  }[];
  readonly counts: Readonly<Record<SplitName, number>>;
  /** Samples per class over all splits, `[classes]`. */
  readonly classCounts: readonly number[];
  /** The same of each split; absent in old files. */
  readonly classCountsOf?: Readonly<Record<SplitName, readonly number[]>>;
  /** Samples of each split that have every modality; absent where all do. */
  readonly complete?: Readonly<Record<SplitName, number>>;
  readonly notes: readonly DataNote[];
  /** A few training samples in the numbers training sees (normalised); `values[m]` belongs to modality m. */
  readonly previews: readonly {
    /** Its number in the data set, e.g. in `clips.recordingOf`. */
    readonly row?: number;
    readonly label: number;
    readonly values: readonly Float32Array[];
    /** Positions of the modalities that it lacks; absent where it has all. */
    readonly lacks?: readonly number[];
    /** Where a modality has words. */
    readonly texts?: SampleTexts;
  }[];
}
