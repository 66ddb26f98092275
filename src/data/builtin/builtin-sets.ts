/**
 * The list of built-in real data sets: what a card says of each, and of which files and columns its
 * modalities are made. Adding a table means adding its file and one entry here. Imports the protocol's
 * types only.
 */
import type { Modality } from '../../protocol/data-set';

/** One modality of a built-in set, as columns of its table. */
export interface TableModality extends Pick<Modality, 'id' | 'name' | 'kind' | 'shape'> {
  /** Column numbers of the table, in the modality's row-major order. */
  readonly columns: readonly number[];
  /** One mean and deviation for all numbers (pictures), or per feature (measurements with units). */
  readonly standardise: 'global' | 'per-feature';
  /** Each sample's contrast is turned round or left, as a coin falls. */
  readonly invertContrast?: true;
}

/** What a card says. */
interface Card {
  readonly id: string;
  readonly name: string;
  /** One plain sentence. */
  readonly explanation: string;
  readonly licence: string;
  /** All methods end within a point or two of each other: good for checking, dull for a lesson. */
  readonly nothingToSee?: true;
  /** File of the table, relative to the folder the page is served from. */
  readonly path: string;
}

/** A set whose modalities are columns of one table. */
export interface TableSet extends Card {
  readonly kind: 'table';
  /** What one row is called in notes: one, many. */
  readonly sample: readonly [string, string];
  readonly modalities: readonly TableModality[];
}

/** A set that pairs the pictures of a table with spoken words of the same class. */
export interface SpeechSet extends Card {
  readonly kind: 'speech';
  readonly picture: TableModality;
  readonly sound: Pick<Modality, 'id' | 'name'>;
  /** Who speaks and where, and the spectrograms. */
  readonly speech: { readonly path: string; readonly spectrograms: string };
}

/** One built-in set. */
export type BuiltinSet = TableSet | SpeechSet;

/** Columns of an 8x8 picture that lie in its left (0) or right (1) half, row by row. */
function halfOfDigit(side: 0 | 1): number[] {
  return Array.from({ length: 32 }, (_, k) => Math.floor(k / 4) * 8 + side * 4 + (k % 4));
}

/** Column numbers from one up to another, both included. */
function columns(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

const LEFT_HALF: TableModality = {
  id: 'left',
  name: 'Left half',
  kind: 'image',
  shape: [8, 4, 1],
  columns: halfOfDigit(0),
  standardise: 'global',
};
const RIGHT_HALF: TableModality = {
  ...LEFT_HALF,
  id: 'right',
  name: 'Right half',
  columns: halfOfDigit(1),
};

/** Measurements with units: a vector of some of a table's columns. */
function measurements(id: string, name: string, from: readonly number[]): TableModality {
  return {
    id,
    name,
    kind: 'vector',
    shape: [from.length],
    columns: from,
    standardise: 'per-feature',
  };
}

const DIGITS_LICENCE =
  'CC BY 4.0, E. Alpaydin and C. Kaynak (1998), UCI Machine Learning Repository';

/** All built-in sets, in the order the page lists them. */
export const BUILTIN_SETS: readonly BuiltinSet[] = [
  {
    kind: 'speech',
    id: 'spoken-digits',
    name: 'Written and spoken digits',
    explanation:
      '1797 handwritten digits, each with the same digit spoken by one of 60 computer voices: the speech is synthesised by eSpeak NG, no person is heard.',
    licence: `${DIGITS_LICENCE}; speech: MIT, as the lab, synthesised with eSpeak NG (GPL 3.0 or later)`,
    path: 'data/uci-digits.json',
    picture: {
      id: 'picture',
      name: 'Picture',
      kind: 'image',
      shape: [8, 8, 1],
      columns: columns(0, 63),
      standardise: 'global',
    },
    sound: { id: 'sound', name: 'Sound' },
    speech: { path: 'data/spoken-digits.json', spectrograms: 'data/spoken-digits.bin' },
  },
  {
    kind: 'table',
    id: 'uci-digits-halves',
    name: 'Handwritten digits, two halves',
    explanation:
      '1797 handwritten digits, cut down the middle: one modality sees the left half, the other the right.',
    licence: DIGITS_LICENCE,
    path: 'data/uci-digits.json',
    sample: ['digit', 'digits'],
    modalities: [LEFT_HALF, RIGHT_HALF],
  },
  {
    kind: 'table',
    id: 'uci-digits-inverted',
    name: 'Handwritten digits, one half inverted',
    explanation:
      'The two halves of handwritten digits, the right one dark on light or light on dark as a coin falls, which makes it slow to learn.',
    licence: DIGITS_LICENCE,
    path: 'data/uci-digits.json',
    sample: ['digit', 'digits'],
    modalities: [LEFT_HALF, { ...RIGHT_HALF, invertContrast: true }],
  },
  {
    kind: 'table',
    id: 'penguins',
    name: 'Palmer penguins',
    explanation:
      'Three species of penguins from Antarctica: one modality measures the bill, the other flipper and weight.',
    licence: 'CC0 1.0, Gorman, Williams & Fraser (2014), palmerpenguins via vega-datasets',
    path: 'data/penguins.json',
    sample: ['penguin', 'penguins'],
    modalities: [
      measurements('bill', 'Bill', columns(0, 1)),
      measurements('body', 'Body', columns(2, 3)),
    ],
  },
  {
    kind: 'table',
    id: 'wine',
    name: 'Italian wines',
    explanation:
      'Nothing to see, all methods lay within two points in the reference study: wines of three grape varieties, by their acids and minerals and by their colour and phenols.',
    licence: 'CC BY 4.0, S. Aeberhard and M. Forina (1992), UCI Machine Learning Repository',
    nothingToSee: true,
    path: 'data/wine.json',
    sample: ['wine', 'wines'],
    modalities: [
      // alcohol and proline, an amino acid, go with the acids and minerals
      measurements('acids', 'Acids and minerals', [...columns(0, 4), 12]),
      measurements('colour', 'Colour and phenols', columns(5, 11)),
    ],
  },
  {
    kind: 'table',
    id: 'breast-cancer',
    name: 'Breast cancer cells',
    explanation:
      'Nothing to see, all methods lay within two points in the reference study: cell nuclei of 569 tumours, by the mean of ten measurements and by the worst.',
    licence:
      'CC BY 4.0, W. Wolberg, O. Mangasarian, N. Street and W. Street (1993), UCI Machine Learning Repository',
    nothingToSee: true,
    path: 'data/breast-cancer.json',
    sample: ['tumour', 'tumours'],
    modalities: [
      measurements('mean', 'Mean nucleus', columns(0, 9)),
      measurements('worst', 'Worst nuclei', columns(20, 29)),
    ],
  },
];
