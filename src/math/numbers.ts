/**
 * Single numbers of typed arrays, read and changed by place. Places are checked here and nowhere else: a place outside
 * is a programmer's error with a sentence, not a NaN that travels on, and loops need no type assertion. Engines prove
 * the check away. Floats and whole numbers are read by functions of their own, for one function over many kinds of
 * array is slow wherever it is called. Imports nothing.
 */

/** Numbers of either width. */
export type Floats = Float32Array | Float64Array;

/** Whole numbers of either kind the lab uses. */
export type Wholes = Int32Array | Uint16Array;

function outside(place: number, length: number): never {
  throw new RangeError(`There is no number at place ${place} of ${length}.`);
}

/** @throws RangeError outside the array. */
export function numberAt(values: Floats, place: number): number {
  const value = values[place];
  return value === undefined ? outside(place, values.length) : value;
}

/** A class, a row number, a count: the same of whole numbers. @throws RangeError outside the array. */
export function wholeAt(values: Wholes, place: number): number {
  const value = values[place];
  return value === undefined ? outside(place, values.length) : value;
}

/** The numbers at some places, in the order given. @throws RangeError where a place is outside the array. */
export function wholesAt(values: Wholes, places: Int32Array): Int32Array {
  return Int32Array.from(places, (place) => wholeAt(values, place));
}

/** values[place] += by. @throws RangeError outside the array, where a typed array would forget the number. */
export function addAt(values: Floats, place: number, by: number): void {
  values[place] = numberAt(values, place) + by;
}
