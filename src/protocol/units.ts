/**
 * Numbers that are easily taken for one another, told apart by the compiler. Each is a plain number when it is
 * computed with or sent; where one comes from a file, an event or a count it is made here, which checks it.
 */

declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Number of a sample in the data set, from 0. */
export type Row = Unit<'row'>;
/** Where a sample stands in a list of samples, such as a split or what a snapshot holds, from 0. */
export type Place = Unit<'place'>;
/** Epoch of a run over all its stages, from 1. */
export type Epoch = Unit<'epoch'>;
/** A part of a whole, 0..1. */
export type Share = Unit<'share'>;

declare const accuracy: unique symbol;
/**
 * Share of the scored samples that somebody has right, 0..1. Any number may be one; but what is one stays one, so that
 * a test finds whoever compares or subtracts two of them outside src/verdict (src/tools/verdict-rule.ts).
 */
export type Accuracy = number & { readonly [accuracy]?: never };

declare const accuracyGap: unique symbol;
/** One accuracy minus another, -1..1, or a mean of such; kept apart in the same way, for its sign is a verdict too. */
export type AccuracyGap = number & { readonly [accuracyGap]?: never };

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;
const isRow = (value: number): value is Row => isCount(value);
const isPlace = (value: number): value is Place => isCount(value);
const isEpoch = (value: number): value is Epoch => isCount(value) && value > 0;
const isShare = (value: number): value is Share => value >= 0 && value <= 1;

/** @throws RangeError for what is no whole number from 0 on. */
export function asRow(value: number): Row {
  if (isRow(value)) return value;
  throw new RangeError(`${value} is no number of a sample; samples are counted from 0.`);
}

/** @throws RangeError for what is no whole number from 0 on. */
export function asPlace(value: number): Place {
  if (isPlace(value)) return value;
  throw new RangeError(`${value} is no place in a list; places are counted from 0.`);
}

/** @throws RangeError for what is no whole number from 1 on. */
export function asEpoch(value: number): Epoch {
  if (isEpoch(value)) return value;
  throw new RangeError(`${value} is no epoch; epochs are counted from 1.`);
}

/** @throws RangeError outside 0..1, and for NaN. */
export function asShare(value: number): Share {
  if (isShare(value)) return value;
  throw new RangeError(`${value} is no share; shares lie between 0 and 1.`);
}

/** Which part of a whole some of it is; nothing of nothing is 0. */
export const shareOf = (some: number, whole: number): Share => asShare(some / Math.max(1, whole));

/**
 * The samples at some places of a list of row numbers.
 * @throws RangeError where the list has no such place.
 */
export function rowsAt(rows: ArrayLike<number>, places: readonly Place[]): Row[] {
  return places.map((place) => rowAt(rows, place));
}

/** The sample at one place. @throws RangeError where the list has no such place. */
export function rowAt(rows: ArrayLike<number>, place: Place): Row {
  const row = rows[place];
  if (row === undefined) throw new RangeError(`There is no place ${place} among ${rows.length}.`);
  return asRow(row);
}

/** Where a sample stands in a list of row numbers; null where it is not in it. */
export function placeOf(rows: Int32Array, row: Row): Place | null {
  const place = rows.indexOf(row);
  return isPlace(place) ? place : null;
}
