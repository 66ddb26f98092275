/** An array of a binary file, whatever the format: its shape, and numbers or words. Imports nothing. */

/** Row-major, the last axis fastest. */
export interface NumberArray {
  readonly kind: 'numbers';
  /** Name in the archive, or the file's stem. */
  readonly name: string;
  readonly file: string;
  readonly shape: readonly number[];
  /** float64 where float32 could not hold every value of the file's type. */
  readonly data: Float32Array | Float64Array;
}

/** Words (labels, split names), one per entry. */
export interface WordArray {
  readonly kind: 'words';
  readonly name: string;
  readonly file: string;
  readonly shape: readonly number[];
  readonly data: readonly string[];
}

export type AnyArray = NumberArray | WordArray;

/** The entries as words: whole numbers without a point. */
export const wordsOf = (array: AnyArray): string[] =>
  array.kind === 'words' ? [...array.data] : Array.from(array.data, String);
