/** An array of a binary file, whatever the format: its shape, and numbers, words or a list of arrays. Imports nothing. */

/** Row-major, the last axis fastest. */
export interface NumberArray {
  readonly kind: 'numbers';
  /** Name in the archive with the groups or structures it lies in (`train/X`), or the file's stem. */
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

/** Arrays in a row that need not be as long as each other: a cell of recordings. */
export interface ListArray {
  readonly kind: 'list';
  readonly name: string;
  readonly file: string;
  /** How many there are. */
  readonly shape: readonly [count: number];
  readonly data: readonly NumberArray[];
}

export type AnyArray = NumberArray | WordArray | ListArray;

/** The entries as words: whole numbers without a point. */
export const wordsOf = (array: AnyArray): string[] =>
  array.kind === 'words'
    ? [...array.data]
    : array.kind === 'numbers'
      ? Array.from(array.data, String)
      : array.data.map(({ shape }) => shape.join(' x '));

/** How many entries there are. */
export const entriesOf = ({ shape }: AnyArray): number =>
  shape.reduce((product, side) => product * side, 1);

/** Whether there is one word or number for each of so many samples, however its axes lie. */
export const isListOf = (array: AnyArray, samples: number): boolean =>
  array.kind !== 'list' && samples > 0 && entriesOf(array) === samples;

/** The last part of a name: `X` of `train/X`. */
export const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** The same array under another name. */
export const renamed = <T extends AnyArray>(array: T, name: string): T => ({ ...array, name });

/** Numbers laid end to end along the first axis; what all parts have beside it is `each`. */
export function stacked(
  name: string,
  parts: readonly NumberArray[],
  each: readonly number[],
): NumberArray {
  const [first] = parts;
  const width = each.reduce((product, side) => product * side, 1);
  const length = parts.reduce((sum, { data }) => sum + data.length, 0);
  const isDouble = parts.some(({ data }) => data instanceof Float64Array);
  const data = isDouble ? new Float64Array(length) : new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  const shape = [width > 0 ? length / width : 0, ...each];
  return { kind: 'numbers', name, file: first?.file ?? '', shape, data };
}

/** Whether an array is meant by a name: its own, or the last part of it. */
export const isNamed = ({ name }: AnyArray, wanted: string): boolean =>
  name === wanted || lastPart(name) === wanted;

/** Names without the groups they lie in, where the last part alone tells arrays apart. */
export function withShortNames(arrays: readonly AnyArray[]): readonly AnyArray[] {
  const times = new Map<string, number>();
  for (const { name } of arrays) times.set(lastPart(name), (times.get(lastPart(name)) ?? 0) + 1);
  return arrays.map((array) =>
    times.get(lastPart(array.name)) === 1 ? renamed(array, lastPart(array.name)) : array,
  );
}

/** The matrices of a cell: numbers where each is one, else a list. */
export function ofCells(name: string, file: string, parts: readonly NumberArray[]): AnyArray {
  return parts.length > 0 && parts.every(({ data }) => data.length === 1)
    ? stacked(name, parts, [])
    : { kind: 'list', name, file, shape: [parts.length], data: parts };
}
