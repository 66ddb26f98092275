/**
 * The list of built-in real data sets: what a card says of each, and how its table's columns become
 * modalities. Adding a set means adding its file and one entry here. Imports the protocol's types only.
 */
import type { Modality } from '../../protocol/data-set';

/** One modality of a built-in set, as columns of its table. */
export interface BuiltinModality extends Pick<Modality, 'id' | 'name' | 'kind' | 'shape'> {
  /** Column numbers of the table, in the modality's row-major order. */
  readonly columns: readonly number[];
  /** One mean and deviation for all numbers (pictures), or per feature (measurements with units). */
  readonly standardise: 'global' | 'per-feature';
}

/** One built-in set. */
export interface BuiltinSet {
  readonly id: string;
  readonly name: string;
  /** One plain sentence. */
  readonly explanation: string;
  readonly licence: string;
  /** File, relative to the folder the page is served from. */
  readonly path: string;
  /** What one row is called in notes: one, many. */
  readonly sample: readonly [string, string];
  readonly modalities: readonly BuiltinModality[];
}

/** Columns of an 8x8 picture that lie in its left (0) or right (1) half, row by row. */
function halfOfDigit(side: 0 | 1): number[] {
  return Array.from({ length: 32 }, (_, k) => Math.floor(k / 4) * 8 + side * 4 + (k % 4));
}

/** All built-in sets, in the order the page lists them. */
export const BUILTIN_SETS: readonly BuiltinSet[] = [
  {
    id: 'uci-digits-halves',
    name: 'Handwritten digits, two halves',
    explanation:
      '1797 handwritten digits, cut down the middle: one modality sees the left half, the other the right.',
    licence: 'CC BY 4.0, E. Alpaydin and C. Kaynak (1998), UCI Machine Learning Repository',
    path: 'data/uci-digits.json',
    sample: ['digit', 'digits'],
    modalities: [
      {
        id: 'left',
        name: 'Left half',
        kind: 'image',
        shape: [8, 4, 1],
        columns: halfOfDigit(0),
        standardise: 'global',
      },
      {
        id: 'right',
        name: 'Right half',
        kind: 'image',
        shape: [8, 4, 1],
        columns: halfOfDigit(1),
        standardise: 'global',
      },
    ],
  },
  {
    id: 'penguins',
    name: 'Palmer penguins',
    explanation:
      'Three species of penguins from Antarctica: one modality measures the bill, the other flipper and weight.',
    licence: 'CC0 1.0, Gorman, Williams & Fraser (2014), palmerpenguins via vega-datasets',
    path: 'data/penguins.json',
    sample: ['penguin', 'penguins'],
    modalities: [
      {
        id: 'bill',
        name: 'Bill',
        kind: 'vector',
        shape: [2],
        columns: [0, 1],
        standardise: 'per-feature',
      },
      {
        id: 'body',
        name: 'Body',
        kind: 'vector',
        shape: [2],
        columns: [2, 3],
        standardise: 'per-feature',
      },
    ],
  },
];
